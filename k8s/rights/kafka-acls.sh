#!/bin/sh
# Generated from the code by `npm run reference`; a test keeps it equal to the code.
# Lets the user of each service, named as the service, do at Kafka what the service does:
#   sh kafka-acls.sh --bootstrap-server HOST:9092 --command-config admin.properties
# KAFKA_ACLS: Kafka's own kafka-acls.sh, where it is not on the PATH. TOPIC_PREFIX: as the services are told.
set -eu
connection=$*
prefix=${TOPIC_PREFIX:+$TOPIC_PREFIX-}

# USER topic|group literal|prefixed 'OPERATION ...' NAME ...
allow() {
  user=$1 resource=$2 pattern=$3 operations=$4
  shift 4
  wanted=
  for name in "$@"; do wanted="$wanted --$resource $prefix$name"; done
  for operation in $operations; do wanted="$wanted --operation $operation"; done
  # shellcheck disable=SC2086 -- words
  "${KAFKA_ACLS:-kafka-acls.sh}" $connection --add --allow-principal "User:$user" --resource-pattern-type "$pattern" $wanted
}

allow access topic literal 'Create DescribeConfigs Read Write' access.admission.v1 access.client.v1 access.merchant.v1 access.policy.v1 access.webhook-secret.v1
allow access group literal 'Read' access

allow catalog topic literal 'Create DescribeConfigs Read' access.admission.v1
allow catalog topic literal 'Create DescribeConfigs Read Write' catalog.import.v1 catalog.product.v1 catalog.sku.v1
allow catalog group literal 'Read' catalog
allow catalog group prefixed 'Read' catalog.rebuild.
allow catalog group literal 'Describe' inventory logistics orders returns

allow inventory topic literal 'Create DescribeConfigs Read' access.admission.v1 catalog.product.v1 orders.stock-request.v1 returns.restock-request.v1
allow inventory topic literal 'Create DescribeConfigs Read Write' inventory.adjustment.v1 inventory.import.v1 inventory.place.v1 inventory.receipt.v1 inventory.reorder.v1 inventory.reservation.v1 inventory.restock.v1 inventory.stock.v1
allow inventory group literal 'Read' inventory
allow inventory group prefixed 'Read' inventory.rebuild.

allow logistics topic literal 'Create DescribeConfigs Read' access.admission.v1 access.policy.v1 access.webhook-secret.v1 catalog.product.v1 inventory.place.v1 inventory.stock.v1 orders.order.v1 returns.return.v1
allow logistics topic literal 'Create DescribeConfigs Read Write' logistics.routing.v1 logistics.shipment.v1 logistics.tracking.v1
allow logistics group literal 'Read' logistics
allow logistics group prefixed 'Read' logistics.rebuild.

allow orders topic literal 'Create DescribeConfigs Read' access.admission.v1 access.policy.v1 catalog.product.v1 inventory.reservation.v1 inventory.restock.v1 logistics.routing.v1 logistics.shipment.v1 logistics.tracking.v1 payments.payment.v1 returns.restock-request.v1 returns.return.v1
allow orders topic literal 'Create DescribeConfigs Read Write' orders.bulk.v1 orders.erasure.v1 orders.intake-result.v1 orders.order.v1 orders.sku.v1 orders.stock-request.v1
allow orders topic literal 'Create DescribeConfigs Read Delete' orders.intake.v1
allow orders group literal 'Read' orders
allow orders group prefixed 'Read' orders.rebuild.

allow payments topic literal 'Create DescribeConfigs Read' access.admission.v1 access.webhook-secret.v1 orders.order.v1
allow payments topic literal 'Create DescribeConfigs Read Write' payments.notice.v1 payments.payment.v1
allow payments group literal 'Read' payments
allow payments group prefixed 'Read' payments.rebuild.

allow returns topic literal 'Create DescribeConfigs Read' access.admission.v1 access.policy.v1 catalog.product.v1 inventory.restock.v1 logistics.shipment.v1 orders.order.v1
allow returns topic literal 'Create DescribeConfigs Read Write' returns.restock-request.v1 returns.return.v1 returns.returnable.v1
allow returns group literal 'Read' returns
allow returns group prefixed 'Read' returns.rebuild.
