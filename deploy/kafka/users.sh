#!/usr/bin/env bash
# Tells the broker who may log in (SCRAM) and what each may do; can be run again.
# Usage: users.sh BROKER DIRECTORY, where DIRECTORY has USER.password
#   newsfeed   the topics and the workers: all of news.* and newsfeed-*
#   source     the replay, and any producer of articles: news.raw and nothing else
set -euo pipefail

broker=${1:?usage: users.sh BROKER DIRECTORY}
directory=${2:?usage: users.sh BROKER DIRECTORY}
export KAFKA_HEAP_OPTS=-Xmx64m

allow() {
    /opt/kafka/bin/kafka-acls.sh --bootstrap-server "$broker" --add --force \
        --allow-principal "User:$1" "${@:2}" >/dev/null
}

for user in newsfeed source; do
    # By a file, for a command line can be read by others.
    printf 'SCRAM-SHA-512=password=%s\n' "$(<"$directory/$user.password")" >/tmp/user.properties
    /opt/kafka/bin/kafka-configs.sh --bootstrap-server "$broker" --alter \
        --entity-type users --entity-name "$user" --add-config-file /tmp/user.properties
done
rm /tmp/user.properties

allow newsfeed --operation All --resource-pattern-type prefixed --topic news. --topic newsfeed- --group newsfeed-
allow source --operation Describe --operation Read --operation Write --topic news.raw
echo "users: newsfeed and source may log in"
