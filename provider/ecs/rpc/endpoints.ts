/** The regions whose endpoint does not follow the rule, by endpoint: the official SDK's own map, which a test compares. */
const REGIONS_BY_ENDPOINT: Readonly<Record<string, readonly string[]>> = {
    "ecs-cn-hangzhou.aliyuncs.com": [
        "cn-beijing-nu16-b01",
        "cn-fujian",
        "cn-haidian-cm12-c01",
        "cn-hangzhou",
        "cn-hangzhou-bj-b01",
        "cn-hangzhou-internal-prod-1",
        "cn-hangzhou-internal-test-1",
        "cn-hangzhou-internal-test-2",
        "cn-hangzhou-internal-test-3",
        "cn-hangzhou-test-306",
        "cn-shanghai-et15-b01",
        "cn-shanghai-et2-b01",
        "cn-shanghai-finance-1",
        "cn-shanghai-internal-test-1",
        "cn-shenzhen-finance-1",
        "cn-shenzhen-st4-d01",
        "cn-shenzhen-su18-b01",
        "cn-zhangbei-na61-b01",
    ],
    "ecs.aliyuncs.com": [
        "ap-northeast-2-pop",
        "cn-beijing-finance-pop",
        "cn-beijing-gov-1",
        "cn-hangzhou-finance",
        "cn-hongkong-finance-pop",
        "cn-north-2-gov-1",
        "cn-shanghai-inner",
        "cn-shenzhen-inner",
        "cn-wuhan",
        "cn-yushanfang",
        "cn-zhangbei",
        "rus-west-1-pop",
    ],
    "ecs.cn-qingdao-nebula.aliyuncs.com": ["cn-edge-1", "cn-huhehaote-nebula-1", "cn-zhengzhou-nebula-1"],
    "ecs.cn-zhangjiakou.aliyuncs.com": ["cn-zhangjiakou-na62-a01"],
    "ecs.cn-shenzhen-cloudstone.aliyuncs.com": ["eu-west-1-oxs"],
};

const ENDPOINT_BY_REGION: ReadonlyMap<string, string> = new Map(
    Object.entries(REGIONS_BY_ENDPOINT).flatMap(([endpoint, regions]) =>
        regions.map((region) => [region, endpoint] as const),
    ),
);

/** The host of ECS for a region. */
export function endpointOf(regionId: string): string {
    return ENDPOINT_BY_REGION.get(regionId) ?? `ecs.${regionId}.aliyuncs.com`;
}
