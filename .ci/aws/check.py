"""Creates the stacks of docs/aws in moto and compares what came out with the programs' own source and documents."""
import ast
import contextlib
import io
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from cfnlint.decode import decode

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = ROOT / "registry-service/src/main/java/dev/acme/performance/registry"
REGION = "eu-central-1"
START_SECONDS = 30
UNKNOWN_TO_MOTO = {"AWS::Lambda::Url", "AWS::SecretsManager::Secret"}
BUCKET, CODE_BUCKET, CODE_KEY = "acme-performance-models", "acme-code", "registry-function.zip"


class Differs(Exception):
    """What was created is not what the programs use."""


def same(what, found, wanted):
    if found != wanted:
        raise Differs(f"{what}: {found}, and the programs want {wanted}")
    print(f"  {what}: {found}")


@contextlib.contextmanager
def moto():
    """A server of our own, ended by its id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with open(ROOT / "target/moto.log", "w") as log:
        server = subprocess.Popen(
            [Path(sys.executable).with_name("moto_server"), "-H", "127.0.0.1", "-p", str(port)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def declared(name):
    return decode(str(ROOT / f"docs/aws/{name}.yaml"))[0]


def template(name):
    """Without what moto cannot make of a template: a function's URL, which is made by the API instead, a secret and what refers to it."""
    whole = json.loads(json.dumps(declared(name)))
    gone = {key for key, resource in whole["Resources"].items() if resource["Type"] in UNKNOWN_TO_MOTO}
    whole["Resources"] = {key: resource for key, resource in whole["Resources"].items() if key not in gone}
    whole["Outputs"] = {key: output for key, output in whole["Outputs"].items()
                        if output["Value"].get("Ref") not in gone and output["Value"].get("Fn::GetAtt", [""])[0] not in gone
                        } if gone else whole["Outputs"]
    return unresolved(whole)


def unresolved(value):
    """Dynamic references as the empty text."""
    if isinstance(value, list):
        return [unresolved(one) for one in value]
    if isinstance(value, dict):
        text = value.get("Fn::Sub")
        if isinstance(text, str) and text.startswith("{{resolve:"):
            return ""
        return {key: unresolved(one) for key, one in value.items()}
    return value


class Account:
    def __init__(self, url):
        self.url = url

    def client(self, service):
        return boto3.client(
            service, region_name=REGION, endpoint_url=self.url, aws_access_key_id="test", aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30))

    def await_start(self):
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return self.client("sts").get_caller_identity()
            except (BotoCoreError, ClientError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def create(self, name, **parameters):
        """The stack's outputs and, by logical name, its physical names."""
        formation = self.client("cloudformation")
        formation.create_stack(
            StackName=name,
            TemplateBody=json.dumps(template(name)),
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM"])
        stack = formation.describe_stacks(StackName=name)["Stacks"][0]
        same(f"stack {name}", stack["StackStatus"], "CREATE_COMPLETE")
        made = formation.describe_stack_resources(StackName=name)["StackResources"]
        return (
            {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])},
            {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in made
             if {"LogicalResourceId", "PhysicalResourceId"} <= resource.keys()})


# what the programs want, from their source and from the guide that AwsGuideIT holds against every call they make


def constants(file):
    return dict(re.findall(r'String (\w+) = "([^"]*)"', (REGISTRY / file).read_text()))


def key_schema():
    names = constants("catalogue/ItemCodec.java")
    table = (REGISTRY / "catalogue/CatalogueTable.java").read_text()
    keys = re.findall(r"key\(ItemCodec\.(\w+), KeyType\.(\w+)\)", table)
    billing = re.search(r"BillingMode\.(\w+)", table).group(1)
    return [(names[name], kind) for name, kind in keys], billing


def policies():
    """The statements of the guide's policies by their number of actions: populate and serve first, serve alone second."""
    guide = (ROOT / "docs/aws.md").read_text()
    found = []
    for block in re.findall(r"```json\n(.*?)```", guide, re.DOTALL):
        statements = json.loads(block)["Statement"]
        allowed = granted(statements)
        if any(action.startswith("dynamodb:") for action in allowed):
            found.append(allowed)
    if len(found) != 2:
        raise Differs(f"docs/aws.md has {len(found)} policies for DynamoDB, not two")
    return sorted(found, key=len, reverse=True)


def granted(statements):
    actions = set()
    for statement in statements:
        action = statement["Action"]
        actions.update([action] if isinstance(action, str) else action)
    return sorted(actions)


# the four stacks


def check_storage(account):
    outputs, made = account.create("storage", BucketName=BUCKET)
    s3, dynamodb, iam = account.client("s3"), account.client("dynamodb"), account.client("iam")
    keys, billing = key_schema()
    table = dynamodb.describe_table(TableName=outputs["Table"])["Table"]
    same("table's keys", [(key["AttributeName"], key["KeyType"]) for key in table["KeySchema"]], keys)
    same("their types", {one["AttributeType"] for one in table["AttributeDefinitions"]}, {"S"})
    same("billing", table["BillingModeSummary"]["BillingMode"], billing)
    # moto makes a bucket without these, so that they are read from the template
    bucket = declared("storage")["Resources"]["Bucket"]["Properties"]
    same("bucket closed to the public", set(bucket["PublicAccessBlockConfiguration"].values()), {True})
    same("versioning", bucket.get("VersioningConfiguration"), None)
    whole, reading = policies()
    for output, wanted in (("PopulateAndServePolicy", whole), ("ServePolicy", reading)):
        arn = outputs[output]
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        document = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
        same(output, granted(document["Statement"]), wanted)
        everything = [one["Resource"] for one in document["Statement"] if one["Resource"] in ("*", "arn:aws:s3:::*")]
        same(f"{output} on everything", everything, [])
    use(s3, dynamodb, outputs)
    return outputs


def use(s3, dynamodb, outputs):
    """As the service does: an archive under the prefix, a row under the keys."""
    key = f"{outputs['Prefix']}performance/acme_small/main/model.zip"
    s3.put_object(Bucket=outputs["Bucket"], Key=key, Body=b"zip")
    same("an archive comes back", s3.get_object(Bucket=outputs["Bucket"], Key=key)["Body"].read(), b"zip")
    row = {"id": {"S": "acme_small"}, "version": {"S": "main"}}
    dynamodb.batch_write_item(RequestItems={outputs["Table"]: [{"PutRequest": {"Item": row}}]})
    found = dynamodb.get_item(TableName=outputs["Table"], Key=row, ConsistentRead=True)["Item"]
    same("a row comes back", found, row)


def check_function(account, storage):
    s3, functions, iam = account.client("s3"), account.client("lambda"), account.client("iam")
    s3.create_bucket(Bucket=CODE_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as bundle:
        bundle.writestr("bootstrap", "#!/bin/sh\n")
    s3.put_object(Bucket=CODE_BUCKET, Key=CODE_KEY, Body=zipped.getvalue())
    _, made = account.create(
        "function", CodeBucket=CODE_BUCKET, Bucket=storage["Bucket"], Table=storage["Table"], Prefix=storage["Prefix"],
        ServePolicy=storage["ServePolicy"])
    function = functions.get_function_configuration(FunctionName=made["Function"])
    same("runtime", (function["Runtime"], function["Handler"]), ("provided.al2023", "bootstrap"))
    url = declared("function")["Resources"]["Url"]["Properties"]
    made_url = functions.create_function_url_config(
        FunctionName=made["Function"], AuthType="AWS_IAM", InvokeMode=url["InvokeMode"])
    same("the URL streams", made_url["InvokeMode"], "RESPONSE_STREAM")
    check_variables(function, {"S3_BUCKET", "DYNAMODB_TABLE"})
    role = function["Role"].split("/")[-1]
    # moto attaches nothing that a role's template names by its ARN
    same("the function may", declared("function")["Resources"]["Role"]["Properties"]["ManagedPolicyArns"],
         [{"Ref": "ServePolicy"}])
    besides = [iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
               for name in iam.list_role_policies(RoleName=role)["PolicyNames"]]
    same("and besides", [granted(read(document)["Statement"]) for document in besides],
         [["logs:CreateLogStream", "logs:PutLogEvents"]])


def read(document):
    """moto keeps a policy as Python would print it."""
    return ast.literal_eval(document) if isinstance(document, str) else document


def check_variables(function, required):
    """Those that the service gets: bootstrap makes a folder of its own."""
    variables = {name for name in function["Environment"]["Variables"] if not name.startswith("BOOTSTRAP_")}
    known = set(re.findall(r"^    ([A-Z][A-Z0-9_]{3,})\(", (REGISTRY / "RegistryVariable.java").read_text(), re.MULTILINE))
    same("variables that the service does not know", variables - known, set())
    same("variables that it requires and lacks", required - variables, set())


def check_bootstrap():
    """bundle's bootstrap with a runtime that tells what the service would find."""
    script = re.search(r"<<'SH'\n(.*?)\nSH\n", (ROOT / "docs/aws/bundle").read_text(), re.DOTALL).group(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "java/bin").mkdir(parents=True)
        java = folder / "java/bin/java"
        java.write_text('#!/bin/sh\nenv\ncd "$DATABASE_CREDENTIALS" && stat -c "%a %n" . * && tail -n +1 username password ca.crt\n')
        (folder / "ca.crt").write_text("authorities")
        (folder / "bootstrap").write_text(script)
        for file in (java, folder / "bootstrap"):
            file.chmod(0o755)
        told = subprocess.run(
            [folder / "bootstrap"], check=True, capture_output=True, text=True, timeout=START_SECONDS,
            env={"PATH": os.environ["PATH"], "LAMBDA_TASK_ROOT": name, "TMPDIR": name,
                 "BOOTSTRAP_DATABASE_USERNAME": "registry", "BOOTSTRAP_DATABASE_PASSWORD": "a b%s\\n$c"}).stdout
    same("bootstrap's variables that the service sees", "BOOTSTRAP_" in told, False)
    same("the folder", re.findall(r"^([0-7]{3}) (\S+)$", told, re.MULTILINE),
         [("700", "."), ("600", "ca.crt"), ("600", "password"), ("600", "username")])
    same("its files", re.findall(r"==> (\S+) <==\n([^\n]*)", told),
         [("username", "registry"), ("password", "a b%s\\n$c"), ("ca.crt", "authorities")])


def check_function_beside_database(account, storage, database, vpc, subnets):
    _, made = account.create(
        "function-rds", CodeBucket=CODE_BUCKET, Vpc=vpc, Subnets=",".join(subnets), DynamoDbPrefixList="pl-66a5400f",
        DatabaseSecurityGroup=database["SecurityGroup"], DatabaseUrl=database["Url"], Table=storage["Table"],
        Prefix=storage["Prefix"])
    function = account.client("lambda").get_function_configuration(FunctionName=made["Function"])
    check_variables(function, {"STORAGE_BACKEND", "DATABASE_URL", "DYNAMODB_TABLE"})
    bundle = (ROOT / "docs/aws/bundle").read_text()
    variables = function["Environment"]["Variables"]
    told = {name for name in variables if name.startswith("BOOTSTRAP_")}
    same("variables of bootstrap's", told, set(re.findall(r"\$(BOOTSTRAP_\w+)\"", bundle)))
    resources = declared("function-rds")["Resources"]
    secret = resources["Credentials"]["Properties"]["GenerateSecretString"]
    kept = {*json.loads(secret["SecretStringTemplate"]), secret["GenerateStringKey"]}
    asked = resources["Function"]["Properties"]["Environment"]["Variables"]
    same("what the secret holds", {name: asked[name]["Fn::Sub"] for name in told},
         {f"BOOTSTRAP_DATABASE_{key.upper()}": f"{{{{resolve:secretsmanager:${{Credentials}}:SecretString:{key}}}}}" for key in kept})
    url = re.compile("".join(re.findall(r'"([^"]*)"', re.search(
        r"URL =\s*Pattern\.compile\((.*?)\);", (REGISTRY / "DatabaseConfig.java").read_text(), re.DOTALL).group(1))
    ).encode().decode("unicode_escape"))
    same("the service takes its URL", bool(url.fullmatch(variables["DATABASE_URL"])), True)
    same("it lies in", sorted(function["VpcConfig"]["SubnetIds"]), sorted(subnets))
    same("behind", function["VpcConfig"]["SecurityGroupIds"], [made["Outward"]])
    group = account.client("ec2").describe_security_groups(GroupIds=[database["SecurityGroup"]])["SecurityGroups"][0]
    doors = [pair["GroupId"] for rule in group["IpPermissions"] for pair in rule["UserIdGroupPairs"]]
    same("the database lets it in", made["Outward"] in doors, True)
    role, iam = function["Role"].split("/")[-1], account.client("iam")
    allowed = {name: read(iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"])["Statement"]
               for name in iam.list_role_policies(RoleName=role)["PolicyNames"]}
    same("its policies", sorted(allowed), ["logs", "metadata", "network"])
    reading = [action for action in policies()[1] if action.startswith("dynamodb:")]
    same("metadata", granted(allowed["metadata"]), reading)
    grants, refuses = allowed["network"]
    same("its code is refused the network's", (refuses["Effect"], granted([refuses])), ("Deny", granted([grants])))


def check_database(account):
    ec2 = account.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    zones = [zone["ZoneName"] for zone in ec2.describe_availability_zones()["AvailabilityZones"]][:2]
    subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=zone)["Subnet"]["SubnetId"]
               for i, zone in enumerate(zones)]
    nodes = ec2.create_security_group(GroupName="nodes", Description="nodes", VpcId=vpc)["GroupId"]
    outputs, made = account.create("database", Vpc=vpc, Subnets=",".join(subnets), NodeSecurityGroup=nodes)
    instance = account.client("rds").describe_db_instances(DBInstanceIdentifier=made["Database"])["DBInstances"][0]
    same("engine", instance["Engine"], "postgres")
    same("database", instance["DBName"], "models")
    same("public", instance["PubliclyAccessible"], False)
    same("encrypted", instance["StorageEncrypted"], True)
    shape = re.search(r'DATABASE =\s*Pattern\.compile\("(.*?)"\s*\+ "(.*?)"\)', (ROOT / "operator/src/main/java/dev/acme"
                      "/performance/operator/Shapes.java").read_text(), re.DOTALL)
    pattern = "".join(shape.groups()).encode().decode("unicode_escape")
    same("the operator takes its URL", bool(re.fullmatch(pattern, outputs["Url"])), True)
    group = ec2.describe_security_groups(GroupIds=[made["Access"]])["SecurityGroups"][0]
    doors = [(rule["FromPort"], rule["ToPort"], [pair["GroupId"] for pair in rule["UserIdGroupPairs"]])
             for rule in group["IpPermissions"]]
    same("its doors", doors, [(5432, 5432, [nodes])])
    return outputs, vpc, subnets


def main():
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    with moto() as url:
        account = Account(url)
        account.await_start()
        storage = check_storage(account)
        check_function(account, storage)
        check_bootstrap()
        check_function_beside_database(account, storage, *check_database(account))


if __name__ == "__main__":
    try:
        main()
    except Differs as e:
        sys.exit(f"cloudformation: {e}")
