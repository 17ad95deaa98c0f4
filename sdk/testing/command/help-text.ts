/** What `--help` prints. */
export const HELP_TEXT = `Usage: alicloud-ecs-emulator [options]

Answers DescribeInstanceStatus of Alibaba Cloud ECS on 127.0.0.1 until Ctrl-C, and prints each request.

  --port NUMBER              the port; without it, any free one
  --instance INSTANCE        an instance, as often as wanted; without it, one that starts within 10 s
                               i-1                                  is Running
                               i-1=Stopped                          has this status
                               i-1=Pending:2s,Starting:5s,Running   one after another, from the first request for it
                               i-1=Absent:3s,Running                is not listed at first
                               i-1@cn-beijing/cn-beijing-a=Running  is in this region, and zone
  --region REGION            the region of instances that name none; without it, cn-hangzhou
  --access-key KEY           the one access key id that is let in; without it, a made-up one
  --secret-key SECRET        its secret; without it, a made-up one
  --signed-only              refuses requests without a signature, as ECS does; without it, curl is let in, and only
                             what is signed is checked
  --quota-per-minute NUMBER  throttles what is more than that in a minute
  --latency DURATION         how long each answer takes, such as 300ms
  --version                  prints the version
  -h, --help                 prints this
`;
