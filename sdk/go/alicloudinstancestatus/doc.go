// Reads the status of Alibaba Cloud ECS instances, and holds a deployment back until they are Running.
package alicloudinstancestatus
