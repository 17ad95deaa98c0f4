"""alibabacloud_ecs20140526, the current Python client: ACS3."""

import json

from alibabacloud_ecs20140526 import models
from alibabacloud_ecs20140526.client import Client
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.utils import Utils
from alibabacloud_tea_openapi.utils_models import Config
from darabonba.request import DaraRequest
from darabonba.runtime import RuntimeOptions


def ask(endpoint, key, action, parameters):
    client = Client(
        Config(
            endpoint=endpoint,
            protocol="http",
            access_key_id=key["accessKey"],
            access_key_secret=key["secretKey"],
            security_token=key.get("securityToken"),
        )
    )
    call, request, rows = CALLS[action](client, parameters)
    try:
        body = call(request, RuntimeOptions(autoretry=False)).body
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
    answer = {
        "requestId": body.request_id,
        "pageNumber": body.page_number,
        "pageSize": body.page_size,
        "totalCount": body.total_count,
        "rows": rows(body),
    }
    return {"answer": {**answer, "nextToken": body.next_token} if hasattr(body, "next_token") else answer}


def instance_status(client, parameters):
    request = models.DescribeInstanceStatusRequest(
        region_id=parameters.get("regionId"),
        zone_id=parameters.get("zoneId"),
        cluster_id=parameters.get("clusterId"),
        page_number=parameters.get("pageNumber"),
        page_size=parameters.get("pageSize"),
        instance_id=parameters.get("instanceIds"),
    )
    return (
        client.describe_instance_status_with_options,
        request,
        lambda body: [[row.instance_id, row.status] for row in body.instance_statuses.instance_status],
    )


def instances_full_status(client, parameters):
    request = models.DescribeInstancesFullStatusRequest(
        region_id=parameters.get("regionId"),
        page_number=parameters.get("pageNumber"),
        page_size=parameters.get("pageSize"),
        instance_id=parameters.get("instanceIds"),
        status=parameters.get("status"),
        health_status=parameters.get("healthStatus"),
        event_id=parameters.get("eventIds"),
        instance_event_type=parameters.get("eventTypes"),
        not_before=models.DescribeInstancesFullStatusRequestNotBefore(
            start=parameters.get("notBeforeStart"), end=parameters.get("notBeforeEnd")
        ),
    )
    return (
        client.describe_instances_full_status_with_options,
        request,
        lambda body: [
            [
                row.instance_id,
                row.status.name,
                row.health_status.name,
                [
                    [event.event_id, event.event_type.name, event.not_before, event.reason]
                    for event in row.scheduled_system_event_set.scheduled_system_event_type
                ],
            ]
            for row in body.instance_full_status_set.instance_full_status_type
        ],
    )


def instances(client, parameters):
    tags = parameters.get("tags", {}).items()
    request = models.DescribeInstancesRequest(
        region_id=parameters.get("regionId"),
        zone_id=parameters.get("zoneId"),
        instance_ids=json.dumps(parameters["instanceIds"]) if "instanceIds" in parameters else None,
        status=parameters.get("status"),
        tag=[models.DescribeInstancesRequestTag(key=key, value=value) for key, value in tags],
        vpc_id=parameters.get("vpcId"),
        v_switch_id=parameters.get("vswitchId"),
        security_group_id=parameters.get("securityGroupId"),
        resource_group_id=parameters.get("resourceGroupId"),
        instance_name=parameters.get("instanceName"),
        max_results=parameters.get("maxResults"),
        next_token=parameters.get("nextToken"),
    )
    return (
        client.describe_instances_with_options,
        request,
        lambda body: [
            [
                row.instance_id,
                row.status,
                {tag.tag_key: tag.tag_value for tag in row.tags.tag},
                row.instance_name,
                row.zone_id,
                row.vpc_attributes.vpc_id,
                row.vpc_attributes.v_switch_id,
                row.security_group_ids.security_group_id,
                row.resource_group_id,
            ]
            for row in body.instances.instance
        ],
    )


CALLS = {
    "DescribeInstanceStatus": instance_status,
    "DescribeInstancesFullStatus": instances_full_status,
    "DescribeInstances": instances,
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
