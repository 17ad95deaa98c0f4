package main

import (
	"errors"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/ecs"
)

func ask(request Request) Outcome {
	client, err := ecs.NewClientWithOptions(request.Parameters.RegionId, sdk.NewConfig(), credentialOf(request.Key))
	if err != nil {
		return Outcome{Failure: err.Error()}
	}
	answer, err := call(client, request)
	var refused *sdkerrors.ServerError
	if errors.As(err, &refused) {
		return Outcome{Error: &Refusal{
			Kind:       "ServerError",
			Code:       refused.ErrorCode(),
			Message:    refused.Message(),
			HttpStatus: refused.HttpStatus(),
			RequestId:  refused.RequestId(),
			Recommend:  refused.Recommend(),
		}}
	}
	if err != nil {
		return Outcome{Failure: err.Error()}
	}
	return Outcome{Answer: answer}
}

func call(client *ecs.Client, request Request) (*Answer, error) {
	switch request.Action {
	case "DescribeInstancesFullStatus":
		return askFullStatus(client, request)
	case "DescribeInstances":
		return askInstances(client, request)
	default:
		return askStatus(client, request)
	}
}

func credentialOf(key Key) auth.Credential {
	if key.SecurityToken != "" {
		return credentials.NewStsTokenCredential(key.AccessKey, key.SecretKey, key.SecurityToken)
	}
	return credentials.NewAccessKeyCredential(key.AccessKey, key.SecretKey)
}

// send says where a call goes, and in which format the answer comes.
func send(call *requests.RpcRequest, request Request) {
	call.Scheme = "http"
	call.Domain = request.Endpoint
	call.RegionId = request.Parameters.RegionId
	if request.Format != "" {
		call.AcceptFormat = request.Format
	}
}

// number is empty for what is not sent.
func number(value *int) requests.Integer {
	if value == nil {
		return ""
	}
	return requests.NewInteger(*value)
}
