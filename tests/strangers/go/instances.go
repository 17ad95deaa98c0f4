package main

import (
	"encoding/json"

	"github.com/aliyun/alibaba-cloud-sdk-go/services/ecs"
)

func askInstances(client *ecs.Client, request Request) (*Answer, error) {
	parameters := request.Parameters
	call := ecs.CreateDescribeInstancesRequest()
	send(call.RpcRequest, request)
	call.ZoneId = parameters.ZoneId
	call.Status = parameters.Status
	call.VpcId = parameters.VpcId
	call.VSwitchId = parameters.VswitchId
	call.SecurityGroupId = parameters.SecurityGroupId
	call.ResourceGroupId = parameters.ResourceGroupId
	call.InstanceName = parameters.InstanceName
	call.MaxResults = number(parameters.MaxResults)
	call.NextToken = parameters.NextToken
	if parameters.InstanceIds != nil {
		ids, err := json.Marshal(*parameters.InstanceIds)
		if err != nil {
			return nil, err
		}
		call.InstanceIds = string(ids)
	}
	if parameters.Tags != nil {
		tags := []ecs.DescribeInstancesTag{}
		for key, value := range parameters.Tags {
			tags = append(tags, ecs.DescribeInstancesTag{Key: key, Value: value})
		}
		call.Tag = &tags
	}
	response, err := client.DescribeInstances(call)
	if err != nil {
		return nil, err
	}
	rows := [][]any{}
	for _, row := range response.Instances.Instance {
		tags := map[string]string{}
		for _, tag := range row.Tags.Tag {
			tags[tag.TagKey] = tag.TagValue
		}
		rows = append(rows, []any{
			row.InstanceId, row.Status, tags, row.InstanceName, row.ZoneId, row.VpcAttributes.VpcId,
			row.VpcAttributes.VSwitchId, row.SecurityGroupIds.SecurityGroupId, row.ResourceGroupId,
		})
	}
	return &Answer{
		RequestId:  response.RequestId,
		PageNumber: response.PageNumber,
		PageSize:   response.PageSize,
		TotalCount: response.TotalCount,
		NextToken:  &response.NextToken,
		Rows:       rows,
	}, nil
}
