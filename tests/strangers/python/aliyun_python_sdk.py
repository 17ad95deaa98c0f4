"""aliyun-python-sdk-ecs on aliyun-python-sdk-core, the older Python client: HMAC-SHA1.

It hands out the bytes of an answer and leaves reading them to its user: here to the parsers of Python's own library.
"""

import json
from xml.etree import ElementTree

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.auth.composer import rpc_signature_composer
from aliyunsdkcore.auth.credentials import AccessKeyCredential, StsTokenCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdkecs.request.v20140526.DescribeInstancesFullStatusRequest import DescribeInstancesFullStatusRequest
from aliyunsdkecs.request.v20140526.DescribeInstancesRequest import DescribeInstancesRequest
from aliyunsdkecs.request.v20140526.DescribeInstanceStatusRequest import DescribeInstanceStatusRequest


def ask(endpoint, key, action, parameters, format="JSON"):
    host, port = endpoint.split(":")
    client = AcsClient(
        region_id=parameters["regionId"], credential=credential_of(key), port=int(port), auto_retry=False
    )
    request = REQUESTS[action](parameters)
    request.set_endpoint(host)
    request.set_protocol_type("http")
    if format == "XML":
        return ask_in_xml(client, action, request)
    try:
        # always asks for JSON
        body = json.loads(client.do_action_with_exception(request))
    except ServerException as error:
        return {
            "error": {
                "kind": type(error).__name__,
                "code": error.get_error_code(),
                "message": error.get_error_msg(),
                "httpStatus": error.get_http_status(),
                "requestId": error.get_request_id(),
            }
        }
    return {"answer": answer_of(action, body)}


def ask_in_xml(client, action, request):
    """The client itself makes nothing of an XML answer, neither of a good one nor of an error."""
    request.set_accept_format("XML")
    status, headers, body = client.get_response(request)
    root = ElementTree.fromstring(body)
    if root.tag == "Error":
        return {
            "error": {
                "kind": root.tag,
                "code": root.findtext("Code"),
                "message": root.findtext("Message"),
                "httpStatus": status,
                "requestId": root.findtext("RequestId"),
            }
        }
    return {"answer": answer_of(action, members_of(root))}


# The elements that are a list, also when there is one of them or none: an XML answer alone does not tell.
LISTS = {
    "InstanceStatuses": "InstanceStatus",
    "InstanceFullStatusSet": "InstanceFullStatusType",
    "ScheduledSystemEventSet": "ScheduledSystemEventType",
    "Instances": "Instance",
    "Tags": "Tag",
    "SecurityGroupIds": "SecurityGroupId",
}


def members_of(element):
    """What the same answer has in JSON, with numbers as they are written."""
    if element.tag in LISTS:
        name = LISTS[element.tag]
        return {name: [members_of(one) for one in element.findall(name)]}
    if len(element) == 0:
        return element.text or ""
    return {child.tag: members_of(child) for child in element}


def answer_of(action, body):
    answer = {
        "requestId": body["RequestId"],
        "pageNumber": int(body["PageNumber"]),
        "pageSize": int(body["PageSize"]),
        "totalCount": int(body["TotalCount"]),
        "rows": ROWS[action](body),
    }
    return {**answer, "nextToken": body["NextToken"]} if "NextToken" in body else answer


def full_status_row(row):
    events = row["ScheduledSystemEventSet"]["ScheduledSystemEventType"]
    return [
        row["InstanceId"],
        row["Status"]["Name"],
        row["HealthStatus"]["Name"],
        [[event["EventId"], event["EventType"]["Name"], event["NotBefore"], event["Reason"]] for event in events],
    ]


def instance_row(row):
    return [
        row["InstanceId"],
        row["Status"],
        {tag["TagKey"]: tag["TagValue"] for tag in row["Tags"]["Tag"]},
        row["InstanceName"],
        row["ZoneId"],
        row["VpcAttributes"]["VpcId"],
        row["VpcAttributes"]["VSwitchId"],
        row["SecurityGroupIds"]["SecurityGroupId"],
        row["ResourceGroupId"],
    ]


ROWS = {
    "DescribeInstanceStatus": lambda body: [
        [row["InstanceId"], row["Status"]] for row in body["InstanceStatuses"]["InstanceStatus"]
    ],
    "DescribeInstancesFullStatus": lambda body: [
        full_status_row(row) for row in body["InstanceFullStatusSet"]["InstanceFullStatusType"]
    ],
    "DescribeInstances": lambda body: [instance_row(row) for row in body["Instances"]["Instance"]],
}


def credential_of(key):
    if "securityToken" in key:
        return StsTokenCredential(key["accessKey"], key["secretKey"], key["securityToken"])
    return AccessKeyCredential(key["accessKey"], key["secretKey"])


def instance_status_request(parameters):
    request = DescribeInstanceStatusRequest()
    set_all(request, parameters, zoneId="ZoneId", pageNumber="PageNumber", pageSize="PageSize", instanceIds="InstanceIds")
    if "clusterId" in parameters:
        # a parameter that this edition of the client no longer has a setter for
        request.add_query_param("ClusterId", parameters["clusterId"])
    return request


def full_status_request(parameters):
    request = DescribeInstancesFullStatusRequest()
    set_all(
        request,
        parameters,
        pageNumber="PageNumber",
        pageSize="PageSize",
        instanceIds="InstanceIds",
        status="Status",
        healthStatus="HealthStatus",
        eventIds="EventIds",
        eventTypes="InstanceEventTypes",
        notBeforeStart="NotBeforeStart",
        notBeforeEnd="NotBeforeEnd",
    )
    return request


def instances_request(parameters):
    request = DescribeInstancesRequest()
    set_all(
        request,
        parameters,
        zoneId="ZoneId",
        status="Status",
        vpcId="VpcId",
        vswitchId="VSwitchId",
        securityGroupId="SecurityGroupId",
        resourceGroupId="ResourceGroupId",
        instanceName="InstanceName",
        maxResults="MaxResults",
        nextToken="NextToken",
    )
    if "instanceIds" in parameters:
        request.set_InstanceIds(json.dumps(parameters["instanceIds"]))
    if "tags" in parameters:
        request.set_Tags([{"Key": key, "Value": value} for key, value in parameters["tags"].items()])
    return request


def set_all(request, parameters, **setters):
    for name, setter in setters.items():
        if name in parameters:
            getattr(request, "set_" + setter)(parameters[name])


REQUESTS = {
    "DescribeInstanceStatus": instance_status_request,
    "DescribeInstancesFullStatus": full_status_request,
    "DescribeInstances": instances_request,
}


def sign_hmac_sha1(key, method, parameters):
    """With the client's own composer; its names are those of a module, private by habit only."""
    private = vars(rpc_signature_composer)
    text = private["__compose_string_to_sign"](method, parameters)
    return {"signature": private["__get_signature"](text, key["secretKey"])}
