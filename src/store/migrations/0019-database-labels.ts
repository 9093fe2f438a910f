import type { Migration } from '../migration.ts'

/** The labels of databases. The index leads from a label to its databases. */
export const databaseLabels: Migration = ({ text }) => [
  `create table database_labels (
    account_id ${text} not null,
    database_id ${text} not null,
    key ${text} not null,
    value ${text} not null,
    primary key (account_id, database_id, key),
    foreign key (account_id, database_id) references databases (account_id, id))`,
  'create index database_labels_value on database_labels (account_id, key, value, database_id)',
]
