/** What DescribeInstances is asked to match, as sent; what is not sent is not there. */
export interface RecordedSelector {
    /** By key; `""` for a key without a value, which matches any value. */
    readonly tags?: Readonly<Record<string, string>>;
    readonly vpcId?: string;
    readonly vswitchId?: string;
    readonly securityGroupId?: string;
    readonly zoneId?: string;
    readonly resourceGroupId?: string;
    /** With `*` for any characters. */
    readonly instanceName?: string;
}
