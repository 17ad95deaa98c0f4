package main

// Request is what the test asks for.
type Request struct {
	Task       string
	Action     string
	Endpoint   string
	Key        Key
	Format     string
	Parameters Parameters
	// StringToSign is for the task that only signs.
	StringToSign string
}

// Key is whom the client says it is.
type Key struct {
	AccessKey     string
	SecretKey     string
	SecurityToken string
}

// Parameters are those of the operation; what is nil is not sent.
type Parameters struct {
	RegionId    string
	ZoneId      string
	ClusterId   string
	PageNumber  *int
	PageSize    *int
	InstanceIds *[]string

	Status string

	HealthStatus   string
	EventIds       *[]string
	EventTypes     *[]string
	NotBeforeStart string
	NotBeforeEnd   string

	Tags            map[string]string
	VpcId           string
	VswitchId       string
	SecurityGroupId string
	ResourceGroupId string
	InstanceName    string
	MaxResults      *int
	NextToken       string
}

// Outcome is one of its members.
type Outcome struct {
	Answer    *Answer  `json:"answer,omitempty"`
	Error     *Refusal `json:"error,omitempty"`
	Signature string   `json:"signature,omitempty"`
	Failure   string   `json:"failure,omitempty"`
}

// Answer is what the client's own types hold after a success.
type Answer struct {
	RequestId  string  `json:"requestId"`
	PageNumber int     `json:"pageNumber"`
	PageSize   int     `json:"pageSize"`
	TotalCount int     `json:"totalCount"`
	NextToken  *string `json:"nextToken,omitempty"`
	Rows       [][]any `json:"rows"`
}

// Refusal is what the client's own error says.
type Refusal struct {
	Kind       string `json:"kind"`
	Code       string `json:"code"`
	Message    string `json:"message"`
	HttpStatus int    `json:"httpStatus"`
	RequestId  string `json:"requestId"`
	Recommend  string `json:"recommend"`
}
