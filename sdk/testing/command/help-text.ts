/** The output of `--help`. */
export const HELP_TEXT = `Usage: alicloud-ecs-emulator [options]

Answers DescribeInstanceStatus, DescribeInstancesFullStatus and DescribeInstances of Alibaba Cloud ECS on 127.0.0.1 and
prints each request. Ctrl-C ends it.

  --port NUMBER              the port (default: any free port)
  --instance INSTANCE        an instance; can be repeated (default: one that is Running after 10 s)
                               i-1                                  is Running
                               i-1=Stopped                          has this status
                               i-1=Pending:2s,Starting:5s,Running   changes its status, from the first request for it
                               i-1=Absent:3s,Running                is not listed for 3 s
                               i-1@cn-beijing/cn-beijing-a=Running  is in this region and zone
                               '{"instanceId": "i-1", "health": "Impaired", "tags": {"role": "web"}}'
                                                                    has any property of EcsEmulator.add, in JSON
  --region REGION            the region of instances without one (default: cn-hangzhou)
  --access-key KEY           the only access key id that is accepted (default: a made-up one)
  --secret-key SECRET        its secret (default: a made-up one)
  --signed-only              refuses unsigned requests, as ECS does; by default they are accepted, for curl, and only
                             signed requests are verified
  --quota-per-minute NUMBER  the number of requests per minute; further ones are throttled (default: no limit)
  --latency DURATION         the time before each answer, such as 300ms (default: none)
  --version                  prints the version
  -h, --help                 prints this help
`;
