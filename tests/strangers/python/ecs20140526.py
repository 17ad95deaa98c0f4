"""alibabacloud_ecs20140526, the current Python client: ACS3."""

from alibabacloud_ecs20140526 import models
from alibabacloud_ecs20140526.client import Client
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.utils import Utils
from alibabacloud_tea_openapi.utils_models import Config
from darabonba.request import DaraRequest
from darabonba.runtime import RuntimeOptions


def ask(endpoint, key, parameters):
    client = Client(
        Config(
            endpoint=endpoint,
            protocol="http",
            access_key_id=key["accessKey"],
            access_key_secret=key["secretKey"],
            security_token=key.get("securityToken"),
        )
    )
    request = models.DescribeInstanceStatusRequest(
        region_id=parameters.get("regionId"),
        zone_id=parameters.get("zoneId"),
        cluster_id=parameters.get("clusterId"),
        page_number=parameters.get("pageNumber"),
        page_size=parameters.get("pageSize"),
        instance_id=parameters.get("instanceIds"),
    )
    try:
        body = client.describe_instance_status_with_options(request, RuntimeOptions(autoretry=False)).body
    except AlibabaCloudException as error:
        return {
            "error": {
                "kind": type(error).__name__,
                "code": error.code,
                "message": error.message,
                "httpStatus": error.status_code,
                "requestId": error.request_id,
                "retryAfterMs": getattr(error, "retry_after", None),
            }
        }
    return {
        "answer": {
            "requestId": body.request_id,
            "pageNumber": body.page_number,
            "pageSize": body.page_size,
            "totalCount": body.total_count,
            "rows": [[row.instance_id, row.status] for row in body.instance_statuses.instance_status],
        }
    }


def sign_acs3(key, method, path, query, headers, bodyHash):
    """The whole `Authorization` header, as the package's published function makes it."""
    request = DaraRequest()
    request.method = method
    request.pathname = path
    request.query = query
    request.headers = headers
    authorization = Utils.get_authorization(
        request, "ACS3-HMAC-SHA256", bodyHash, key["accessKey"], key["secretKey"]
    )
    return {"signature": authorization}


def sign_hmac_sha1(key, method, parameters):
    return {"signature": Utils.get_rpcsignature(parameters, method, key["secretKey"])}
