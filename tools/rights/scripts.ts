import { allRights, type Grant } from './rights';

const GENERATED = 'Generated from the code by `npm run reference`; a test keeps it equal to the code.';

const SHELL = `#!/bin/sh
# ${GENERATED}
# Lets the user of each service, named as the service, do at Kafka what the service does:
#   sh kafka-acls.sh --bootstrap-server HOST:9092 --command-config admin.properties
# KAFKA_ACLS: Kafka's own kafka-acls.sh, where it is not on the PATH. TOPIC_PREFIX: as the services are told.
set -eu
connection=$*
prefix=\${TOPIC_PREFIX:+$TOPIC_PREFIX-}

# USER topic|group literal|prefixed 'OPERATION ...' NAME ...
allow() {
  user=$1 resource=$2 pattern=$3 operations=$4
  shift 4
  wanted=
  for name in "$@"; do wanted="$wanted --$resource $prefix$name"; done
  for operation in $operations; do wanted="$wanted --operation $operation"; done
  # shellcheck disable=SC2086 -- words
  "\${KAFKA_ACLS:-kafka-acls.sh}" $connection --add --allow-principal "User:$user" --resource-pattern-type "$pattern" $wanted
}
`;

/** k8s/rights/kafka-acls.sh. */
export function kafkaAclsScript(): string {
  const sections = allRights().map(({ service, grants }) => grants.map((grant) => lineOf(service, grant)).join('\n'));
  return [SHELL, ...sections.map((section) => `${section}\n`)].join('\n');
}

function lineOf(service: string, { resource, pattern, operations, names }: Grant): string {
  return `allow ${service} ${resource} ${pattern} '${operations.join(' ')}' ${names.join(' ')}`;
}

/** k8s/rights/mongodb-users.js. */
export function mongoUsersScript(): string {
  const rows = allRights().map(({ service, databases }) => `  ${service}: [${databases.map((name) => `'${name}'`).join(', ')}],`); // prettier-ignore
  return `// ${GENERATED}
// Makes the user of each service, named as the service, or gives it its rights anew:
//   mongosh "mongodb://admin@HOST/?replicaSet=rs0" mongodb-users.js
// A new user's password is that of the variable MONGODB_PASSWORD_<SERVICE>. TOPIC_PREFIX: as the services are told.
const databases = {
${rows.join('\n')}
};
const prefix = process.env.TOPIC_PREFIX ? \`\${process.env.TOPIC_PREFIX}-\` : '';
const admin = db.getSiblingDB('admin');
for (const [user, names] of Object.entries(databases)) {
  const roles = names.map((name) => ({ role: 'readWrite', db: prefix + name }));
  const pwd = process.env[\`MONGODB_PASSWORD_\${user.toUpperCase()}\`];
  if (admin.getUser(user)) admin.updateUser(user, { roles, ...(pwd && { pwd }) });
  else if (pwd) admin.createUser({ user, pwd, roles });
  else throw new Error(\`MONGODB_PASSWORD_\${user.toUpperCase()} is missing: there is no user \${user} yet\`);
}
`;
}
