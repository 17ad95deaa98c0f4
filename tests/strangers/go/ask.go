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
	response, err := client.DescribeInstanceStatus(describeInstanceStatus(request))
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
	rows := [][2]string{}
	for _, row := range response.InstanceStatuses.InstanceStatus {
		rows = append(rows, [2]string{row.InstanceId, row.Status})
	}
	return Outcome{Answer: &Answer{
		RequestId:  response.RequestId,
		PageNumber: response.PageNumber,
		PageSize:   response.PageSize,
		TotalCount: response.TotalCount,
		Rows:       rows,
	}}
}

func credentialOf(key Key) auth.Credential {
	if key.SecurityToken != "" {
		return credentials.NewStsTokenCredential(key.AccessKey, key.SecretKey, key.SecurityToken)
	}
	return credentials.NewAccessKeyCredential(key.AccessKey, key.SecretKey)
}

func describeInstanceStatus(request Request) *ecs.DescribeInstanceStatusRequest {
	parameters := request.Parameters
	call := ecs.CreateDescribeInstanceStatusRequest()
	call.Scheme = "http"
	call.Domain = request.Endpoint
	if request.Format != "" {
		call.AcceptFormat = request.Format
	}
	call.RegionId = parameters.RegionId
	call.ZoneId = parameters.ZoneId
	call.ClusterId = parameters.ClusterId
	if parameters.PageNumber != nil {
		call.PageNumber = requests.NewInteger(*parameters.PageNumber)
	}
	if parameters.PageSize != nil {
		call.PageSize = requests.NewInteger(*parameters.PageSize)
	}
	call.InstanceId = parameters.InstanceIds
	return call
}
