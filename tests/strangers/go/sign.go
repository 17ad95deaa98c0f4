package main

import (
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/signers"
)

// The package publishes the second half of signing only: from the string to sign on.
func sign(request Request) Outcome {
	key := credentials.NewAccessKeyCredential(request.Key.AccessKey, request.Key.SecretKey)
	return Outcome{Signature: signers.NewAccessKeySigner(key).Sign(request.StringToSign, "&")}
}
