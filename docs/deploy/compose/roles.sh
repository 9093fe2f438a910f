#!/bin/sh
# Makes the database and its two roles, when PostgreSQL starts on an empty volume: one owns the tables, and the gateway
# signs in as the other, which cannot change the audit log.
set -eu
export SECRETS="${SECRETS:-/run/secrets}"
# psql reads the passwords by itself, so that no list of processes shows them.
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\set owner_password `cat "$SECRETS/owner_password"`
\set gateway_password `cat "$SECRETS/gateway_password"`
create role clustergate_owner login password :'owner_password';
create role clustergate_gateway login password :'gateway_password';
create database clustergate owner clustergate_owner;
SQL
