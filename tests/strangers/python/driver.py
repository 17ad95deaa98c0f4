"""Asks in the name of the test: a request a line on the standard input, its outcome a line on the standard output.

Ends with its input, so that it cannot outlive the test.
"""

import json
import logging
import sys

import aliyun_python_sdk
import ecs20140526

# Both write what ECS refuses to the log, and refusals are what the tests are about.
logging.disable(logging.CRITICAL)

TASKS = {
    "alibabacloud_ecs20140526": ecs20140526.ask,
    "alibabacloud_tea_openapi ACS3": ecs20140526.sign_acs3,
    "alibabacloud_tea_openapi HMAC-SHA1": ecs20140526.sign_hmac_sha1,
    "aliyun-python-sdk-ecs": aliyun_python_sdk.ask,
    "aliyun-python-sdk-core HMAC-SHA1": aliyun_python_sdk.sign_hmac_sha1,
}

for line in sys.stdin:
    request = json.loads(line)
    try:
        outcome = TASKS[request.pop("task")](**request)
    except Exception as error:  # what a client makes of an answer that it cannot read is an outcome, too
        outcome = {"failure": repr(error)}
    print(json.dumps(outcome), flush=True)
