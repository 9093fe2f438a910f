import type { Command } from 'commander'

/**
 * The examples in help texts: two or more for every command. They stand in one place so that they tell of one company;
 * a test fails for a command without examples.
 */
const examples = `
clustergate auth login ada@example.com --url https://clustergate.example.com
pass clustergate | clustergate auth login ada@example.com --password-stdin
clustergate auth logout
clustergate auth logout --profile work
clustergate auth status
clustergate auth status --format plain --columns user,expiresAt
clustergate login ada@example.com --url https://clustergate.example.com
pass clustergate | clustergate login ada@example.com --password-stdin
clustergate logout
clustergate logout --profile work
clustergate whoami
clustergate whoami --format json
clustergate profile update --name "Ada Lovelace"
clustergate profile update --name Ada --format json
clustergate profile change-email ada@example.org
clustergate profile change-email ada@example.org --password-stdin < password
clustergate profile confirm-email
pbpaste | clustergate profile confirm-email --stdin
clustergate profile leave
clustergate profile leave --force
clustergate can database-create
clustergate can --user mel@example.com
clustergate can database-delete telemetry --user mel@example.com --at 8h
clustergate can database-delete telemetry --from 10.1.2.3 --as-token
clustergate who-may database-delete telemetry
clustergate who-may database-delete --from 10.1.2.3 --format json

clustergate user list --group member --status active
clustergate user list --all --format csv --columns email,groups
clustergate user get mel@example.com
clustergate user get mel@example.com --format json
clustergate user update mel@example.com --name "Mel Byrne"
clustergate user update mel@example.com --attribute team=ops
clustergate user deactivate mel@example.com
clustergate user deactivate mel@example.com --format json
clustergate user activate mel@example.com
clustergate user activate mel@example.com --format json
clustergate user remove mel@example.com
clustergate user remove mel@example.com --force
clustergate user remove mel@example.com --dry-run
clustergate user groups set mel@example.com member auditor
clustergate user groups set mel@example.com admin --format json
clustergate user groups add mel@example.com auditor
clustergate user groups add mel@example.com on-call --until 8h --reason INC-42
clustergate user groups remove mel@example.com auditor
clustergate user groups remove mel@example.com member auditor
clustergate user invite mel@example.com --group member
clustergate user invite mel@example.com --group member --expires 2d
clustergate user change-email mel@example.com mel@example.org
clustergate user change-email "Mel Byrne" mel@example.org
clustergate invitation list --status pending
clustergate invitation list --search example.com --absolute
clustergate invitation get mel@example.com
clustergate invitation get mel@example.com --format json
clustergate invitation resend mel@example.com
clustergate invitation resend mel@example.com --format plain --columns link
clustergate invitation revoke mel@example.com
clustergate invitation revoke mel@example.com --format json
clustergate invitation accept
pass mel-link-and-password | clustergate invitation accept --name Mel --stdin
clustergate group list
clustergate group list --format plain --columns key
clustergate group get admin
clustergate group get member --columns permissions
clustergate group get on-call --yaml > on-call.yaml
clustergate group create on-call.yaml
clustergate group create on-call.yaml --dry-run
clustergate group edit on-call
clustergate group edit on-call --file on-call.yaml
clustergate group delete on-call
clustergate group delete on-call --dry-run

clustergate cluster add backup=https://backup.example.com --account account_…
clustergate cluster add main=https://main.example.com --account account_…
clustergate cluster connect main --account account_… --kind influxdb-1 …
clustergate cluster connect main --account account_… --kind cloud-dedicated …
clustergate cluster check main --account account_…
clustergate cluster check main --account account_… --format json
clustergate cluster disconnect main --account account_…
clustergate cluster disconnect main --account account_… --format json
clustergate cluster proxy-secret main --account account_…
clustergate cluster proxy-secret main --account account_… --overlap 1h
clustergate cluster proxy-config main --account account_… --proxy nginx
clustergate cluster proxy-config main --account account_… --proxy caddy
clustergate cluster jwt-secret main --account account_… --file shared-secret
clustergate cluster jwt-secret main --account account_… --remove
clustergate cluster update main --url https://m.test --account account_…
clustergate cluster update main --name primary --account account_…
clustergate cluster remove backup --account account_…
clustergate cluster remove backup --account account_… --format json
clustergate cluster list
clustergate cluster list --format csv
clustergate cluster get main
clustergate cluster get main --format plain --columns url
clustergate cluster unmanaged main
clustergate cluster unmanaged main --format json
clustergate cluster import main --all --dry-run
clustergate cluster import main --database orders --credential shop
clustergate database list --cluster main
clustergate database list --filter-status deleted
clustergate database list --label team=ops
clustergate database get telemetry
clustergate database get telemetry --cluster main --format json
clustergate database create telemetry --retention-period 30d
clustergate database create archive --cluster backup --max-tables 50
clustergate database update telemetry --retention-period none
clustergate database update telemetry --max-tables 200 --max-columns 400
clustergate database label telemetry team=ops stage=production
clustergate database label telemetry --remove stage
clustergate database rename telemetry metrics
clustergate database rename telemetry metrics --cluster main
clustergate database delete telemetry
clustergate database delete telemetry archive --force
clustergate database delete telemetry --dry-run
clustergate database undelete telemetry
clustergate database undelete telemetry --cluster main
clustergate database purge telemetry
clustergate database purge telemetry --confirm telemetry
clustergate table list telemetry
clustergate table list telemetry --filter-status deleted
clustergate table create telemetry readings
clustergate table create telemetry readings --template-tag room
clustergate table rename telemetry readings values
clustergate table rename telemetry readings values --cluster main
clustergate table delete telemetry readings
clustergate table delete telemetry readings --force
clustergate table undelete telemetry readings
clustergate table undelete telemetry readings --cluster main
clustergate token list --database telemetry
clustergate token list --unused-since 90d --all
clustergate token get ingest
clustergate token get ingest --include-revoked
clustergate token usage ingest
clustergate token usage ingest --days 90 --format csv
clustergate token examples ingest
clustergate token examples ingest --for telegraf
clustergate token create ingest --write-database telemetry --expires-at 90d
clustergate token create report --read-database '*' --format json
clustergate token update ingest --description "ingest of the meters"
clustergate token update ingest --write-database telemetry
clustergate token rotate ingest
clustergate token rotate ingest --overlap 1h --expires-at 90d
clustergate token revoke ingest
clustergate token revoke ingest report --force
clustergate token revoke ingest --dry-run --format json
clustergate sync retry database_…
clustergate sync retry database_… database_token_… --wait 30s
clustergate sync restore database_…
clustergate sync restore database_… --wait 30s
clustergate sync accept database_…
clustergate sync accept database_… --format json
clustergate management list
clustergate management list --status active
clustergate management get ci
clustergate management get ci --format json
clustergate management create --description ci --permission database-read
clustergate management create --description ci --permission table-create
clustergate management revoke ci
clustergate management revoke ci nightly --force
clustergate session list
clustergate session list --user mel@example.com
clustergate session revoke session_…
clustergate session revoke session_… session_…
clustergate audit list --from 24h --outcome denied
clustergate audit list --follow --action 'database.*'
clustergate audit verify
clustergate audit verify --offline
clustergate audit verify --offline --export audit.jsonl
clustergate audit keys
clustergate audit keys --format json
clustergate audit export --output audit.jsonl
clustergate audit export --from 30d --to 1d --format csv --output month.csv

clustergate config profile list
clustergate config profile list --format json
clustergate config profile set work --url https://clustergate.example.com
clustergate config profile set work --cluster main
clustergate config profile use work
clustergate config profile use default
clustergate config profile remove work
clustergate config profile remove default
source <(clustergate completion bash)
clustergate completion bash > /etc/bash_completion.d/clustergate
source <(clustergate completion zsh)
clustergate completion zsh > ~/.zfunc/_clustergate
clustergate completion fish | source
clustergate completion fish > ~/.config/fish/completions/clustergate.fish
clustergate version
clustergate version > version.txt

clustergate serve
PORT=8080 clustergate serve
clustergate migrate
DATABASE_URL=postgres://owner@host/clustergate clustergate migrate
clustergate demo
clustergate demo --scale 100
clustergate account create Ex --admin a@example.com --cluster a=https://a.test
clustergate account create Ex --admin b@example.com --cluster b=https://b.test
clustergate account rename "Example Ltd" --account account_…
clustergate account rename Example --account account_… --format json
clustergate account list
clustergate account list --format json
clustergate doctor --mail-to ops@example.com
clustergate doctor --only store disk certificate --format json
clustergate backup /backups/clustergate.tar
clustergate backup - | gpg --encrypt --recipient ops > clustergate.tar.gpg
clustergate backup verify /backups/clustergate.tar
clustergate backup verify clustergate.tar --format json
clustergate restore backup.tar --heads audit-heads.json --audit audit.jsonl
clustergate restore backup.tar --revoke-unknown
clustergate key status
clustergate key status --format json
clustergate key rotate
clustergate key rotate --add
clustergate key rotate --promote
clustergate key retire 1a2b3c4d
clustergate key retire 1a2b3c4d --yes
clustergate admin invite ada@example.com --account account_…
clustergate admin invite ada@example.com --account account_… --format json
clustergate unlock ada@example.com --account account_…
clustergate unlock ada@example.com --account account_… --from 203.0.113.7
clustergate import users.json --account account_…
clustergate import users.json --account account_… --format json
`

/** The examples of a command; of a command that only has subcommands, the first example of each of them. */
export function examplesOf(command: Command): readonly string[] {
  const path = pathOf(command)
  const own = examples
    .split('\n')
    .filter((line) => `${called(line)} `.startsWith(path === '' ? 'database ' : `${path} `))
  if (command.commands.length === 0) return own
  const depth = path.split(' ').length
  const next = (line: string) => called(line).split(' ')[depth]
  const firsts = own.filter((line, at) => own.findIndex((other) => next(other) === next(line)) === at)
  return (firsts.length > 1 ? firsts : own).slice(0, 3)
}

/** The examples as the end of a help text; empty for a command without any. */
export function exampleText(command: Command): string {
  const lines = examplesOf(command)
  return lines.length === 0 ? '' : `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}

/** The command of an example line: the words after `clustergate`, also after variables or within `source <(…)`. */
const called = (line: string): string => /(?:^|[ (])clustergate (?!\|)([^)|>]*)/.exec(line)?.[1]?.trim() ?? ''

function pathOf(command: Command): string {
  const { parent } = command
  return parent ? `${pathOf(parent)} ${command.name()}`.trim() : ''
}
