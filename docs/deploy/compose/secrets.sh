#!/bin/sh
# Makes the secrets that compose.yaml names, once: those that are there stay as they are. As root, because each file
# belongs to the user who reads it in its container. The URL of the mail server is read from the standard input, because
# others can see the arguments of a command:
#
#   sudo ./compose/secrets.sh < smtp_url
set -eu
read -r smtp_url
: "${smtp_url:?write the URL of the mail server to the standard input, such as smtps://user:password@smtp.example.com}"
gateway=65532:65532
postgres=999:999
cd "$(dirname "$0")"
mkdir -p -m 0700 secrets
cd secrets
umask 077

keep() { # NAME OWNER: the standard input, unless there is such a secret
  if [ -e "$1" ]; then
    cat >/dev/null
  else
    cat >"$1.new"
    chown "$2" "$1.new"
    chmod 0400 "$1.new"
    mv "$1.new" "$1"
  fi
}

openssl rand -base64 32 | keep master_key "$gateway"
for role in postgres owner gateway; do
  openssl rand -hex 24 | keep "${role}_password" "$postgres"
done
for role in owner gateway; do
  echo "postgres://clustergate_$role:$(cat "${role}_password")@postgres/clustergate" | keep "${role}_database_url" "$gateway"
done
echo "$smtp_url" | keep smtp_url "$gateway"
