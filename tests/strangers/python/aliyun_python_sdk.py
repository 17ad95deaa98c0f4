"""aliyun-python-sdk-ecs on aliyun-python-sdk-core, the older Python client: HMAC-SHA1.

It hands out the bytes of an answer and leaves reading them to its user: here to the parsers of Python's own library.
"""

import json
from xml.etree import ElementTree

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.auth.composer import rpc_signature_composer
from aliyunsdkcore.auth.credentials import AccessKeyCredential, StsTokenCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdkecs.request.v20140526.DescribeInstanceStatusRequest import DescribeInstanceStatusRequest


def ask(endpoint, key, parameters, format="JSON"):
    host, port = endpoint.split(":")
    client = AcsClient(
        region_id=parameters["regionId"], credential=credential_of(key), port=int(port), auto_retry=False
    )
    request = request_for(host, parameters)
    if format == "XML":
        return ask_in_xml(client, request)
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
    return {
        "answer": {
            "requestId": body["RequestId"],
            "pageNumber": body["PageNumber"],
            "pageSize": body["PageSize"],
            "totalCount": body["TotalCount"],
            "rows": [
                [row["InstanceId"], row["Status"]] for row in body["InstanceStatuses"]["InstanceStatus"]
            ],
        }
    }


def ask_in_xml(client, request):
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
    return {
        "answer": {
            "requestId": root.findtext("RequestId"),
            "pageNumber": int(root.findtext("PageNumber")),
            "pageSize": int(root.findtext("PageSize")),
            "totalCount": int(root.findtext("TotalCount")),
            "rows": [
                [row.findtext("InstanceId"), row.findtext("Status")]
                for row in root.findall("InstanceStatuses/InstanceStatus")
            ],
        }
    }


def credential_of(key):
    if "securityToken" in key:
        return StsTokenCredential(key["accessKey"], key["secretKey"], key["securityToken"])
    return AccessKeyCredential(key["accessKey"], key["secretKey"])


def request_for(host, parameters):
    request = DescribeInstanceStatusRequest()
    request.set_endpoint(host)
    request.set_protocol_type("http")
    if "zoneId" in parameters:
        request.set_ZoneId(parameters["zoneId"])
    if "clusterId" in parameters:
        # a parameter that this edition of the client no longer has a setter for
        request.add_query_param("ClusterId", parameters["clusterId"])
    if "pageNumber" in parameters:
        request.set_PageNumber(parameters["pageNumber"])
    if "pageSize" in parameters:
        request.set_PageSize(parameters["pageSize"])
    if "instanceIds" in parameters:
        request.set_InstanceIds(parameters["instanceIds"])
    return request


def sign_hmac_sha1(key, method, parameters):
    """With the client's own composer; its names are those of a module, private by habit only."""
    private = vars(rpc_signature_composer)
    text = private["__compose_string_to_sign"](method, parameters)
    return {"signature": private["__get_signature"](text, key["secretKey"])}
