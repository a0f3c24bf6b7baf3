#!/usr/bin/env bash
# Makes what the broker and its clients need for SASL_SSL, once: a certificate authority, the
# broker's certificate, a password for each user. For the demo: in production these come from you.
# Usage: certificates.sh DIRECTORY
#   ca.pem           what clients trust
#   broker.p12       the broker's key and certificate, opened with broker.password
#   USER.password    for the users newsfeed (topics and workers) and source (replay)
set -euo pipefail

directory=${1:?usage: certificates.sh DIRECTORY}

if [ "${NEWSFEED_SECURITY_PROTOCOL:-}" != SASL_SSL ]; then
    echo "certificates: the broker is not asked for SASL_SSL; start with: docker compose --env-file deploy/secure.env up" >&2
    exit 1
fi

if [ -f "$directory/complete" ]; then
    echo "certificates: there already"
    exit 0
fi

# Readable to the owner, the broker; what the group may read is opened below.
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

random() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }

# The password goes by a file: a command line can be read by others.
tool() { keytool "$@" -storepass:file broker.password 2>keytool.log || { cat keytool.log >&2; exit 1; }; }

random >broker.password
tool -genkeypair -keystore ca.p12 -storetype PKCS12 -alias ca -dname CN=newsfeed-demo-ca \
    -keyalg EC -groupname secp256r1 -validity 825 \
    -ext bc:c=ca:true -ext ku:c=keyCertSign
tool -exportcert -keystore ca.p12 -alias ca -rfc >ca.pem
tool -genkeypair -keystore broker.p12 -storetype PKCS12 -alias kafka -dname CN=kafka \
    -keyalg EC -groupname secp256r1 -validity 825
tool -certreq -keystore broker.p12 -alias kafka >broker.csr
tool -gencert -keystore ca.p12 -alias ca -infile broker.csr -rfc -validity 825 \
    -ext san=dns:kafka,dns:localhost,ip:127.0.0.1 -ext ku:c=digitalSignature -ext eku=serverAuth >broker.pem
tool -importcert -keystore broker.p12 -alias ca -file ca.pem -noprompt
tool -importcert -keystore broker.p12 -alias kafka -file broker.pem -noprompt

for user in newsfeed source; do
    random >"$user.password"
    chmod 440 "$user.password"
done
chmod 444 ca.pem

# The key of the authority is not kept: nothing else is to be signed with it.
cp -p ca.pem broker.p12 ./*.password "$directory/"
touch "$directory/complete"
echo "certificates: made"
