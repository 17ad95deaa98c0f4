package main

import "github.com/aliyun/alibaba-cloud-sdk-go/services/ecs"

func askStatus(client *ecs.Client, request Request) (*Answer, error) {
	parameters := request.Parameters
	call := ecs.CreateDescribeInstanceStatusRequest()
	send(call.RpcRequest, request)
	call.ZoneId = parameters.ZoneId
	call.ClusterId = parameters.ClusterId
	call.PageNumber = number(parameters.PageNumber)
	call.PageSize = number(parameters.PageSize)
	call.InstanceId = parameters.InstanceIds
	response, err := client.DescribeInstanceStatus(call)
	if err != nil {
		return nil, err
	}
	rows := [][]any{}
	for _, row := range response.InstanceStatuses.InstanceStatus {
		rows = append(rows, []any{row.InstanceId, row.Status})
	}
	return &Answer{
		RequestId:  response.RequestId,
		PageNumber: response.PageNumber,
		PageSize:   response.PageSize,
		TotalCount: response.TotalCount,
		Rows:       rows,
	}, nil
}

func askFullStatus(client *ecs.Client, request Request) (*Answer, error) {
	parameters := request.Parameters
	call := ecs.CreateDescribeInstancesFullStatusRequest()
	send(call.RpcRequest, request)
	call.PageNumber = number(parameters.PageNumber)
	call.PageSize = number(parameters.PageSize)
	call.InstanceId = parameters.InstanceIds
	call.Status = parameters.Status
	call.HealthStatus = parameters.HealthStatus
	call.EventId = parameters.EventIds
	call.InstanceEventType = parameters.EventTypes
	call.NotBeforeStart = parameters.NotBeforeStart
	call.NotBeforeEnd = parameters.NotBeforeEnd
	response, err := client.DescribeInstancesFullStatus(call)
	if err != nil {
		return nil, err
	}
	rows := [][]any{}
	for _, row := range response.InstanceFullStatusSet.InstanceFullStatusType {
		events := [][]any{}
		for _, event := range row.ScheduledSystemEventSet.ScheduledSystemEventType {
			events = append(events, []any{event.EventId, event.EventType.Name, event.NotBefore, event.Reason})
		}
		rows = append(rows, []any{row.InstanceId, row.Status.Name, row.HealthStatus.Name, events})
	}
	return &Answer{
		RequestId:  response.RequestId,
		PageNumber: response.PageNumber,
		PageSize:   response.PageSize,
		TotalCount: response.TotalCount,
		Rows:       rows,
	}, nil
}
