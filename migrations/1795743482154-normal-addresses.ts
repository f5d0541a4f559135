import { domainToASCII } from 'node:url';
import { type MigrationInterface, QueryFailedError, type QueryRunner } from 'typeorm';

interface AddressColumn {
  readonly table: string;
  readonly key: string;
  readonly keyType: 'uuid' | 'bpchar';
  readonly column: string;
  /** Whose address is made normal first, where two have the same. */
  readonly first?: string;
}

const ADDRESSES: readonly AddressColumn[] = [
  { table: 'users', key: 'id', keyType: 'uuid', column: 'email', first: 'email_verified_at IS NOT NULL' },
  { table: 'one_time_tokens', key: 'hash', keyType: 'bpchar', column: 'email' },
  { table: 'organization_invitations', key: 'id', keyType: 'uuid', column: 'email' },
  { table: 'booking_attendees', key: 'id', keyType: 'uuid', column: 'email' },
  { table: 'booking_recipients', key: 'id', keyType: 'uuid', column: 'email' },
  { table: 'booking_series_attendees', key: 'id', keyType: 'uuid', column: 'email' },
  { table: 'waitlist_entries', key: 'id', keyType: 'uuid', column: 'attendee_email' },
  { table: 'email_deliveries', key: 'id', keyType: 'uuid', column: 'recipient' },
];

/** In their domain is what `xn--` or nothing stands for in a normal address; upper case makes no difference. */
const ODD = '@[^@]*[^A-Za-z0-9.@-]';
const BATCH = 1000;

const UNIQUE_VIOLATION = '23505';
const EXCLUSION_VIOLATION = '23P01';

/**
 * Addresses are kept in one spelling, with their domain in ASCII (UTS 46); the few that are stored in another one get it.
 * A row stays as it is where another one has the normal address already (an account, or the same person once more in a
 * booking, a series, an invitation or a waitlist), and where its domain has no normal form. It is still shown and written
 * to, and ends by itself with its booking or its time; but whoever types its address means the other row. An account that
 * stays so keeps its sign-ins and bookings until its owner, signed in, gives it another address; without a sign-in the
 * reset of a password leads to the other account, and an administrator has to help.
 */
export class NormalAddresses1795743482154 implements MigrationInterface {
  readonly name = 'NormalAddresses1795743482154';

  async up(runner: QueryRunner): Promise<void> {
    for (const address of ADDRESSES) {
      if (address.first !== undefined) await this.normalize(runner, address, address.first);
      await this.normalize(runner, address, 'true');
    }
    await this.normalizePeople(runner);
  }

  /** What stands there is right for the release before, too. */
  async down(): Promise<void> {
    await Promise.resolve();
  }

  private async normalize(runner: QueryRunner, address: AddressColumn, condition: string): Promise<void> {
    const { table, key, keyType, column } = address;
    let after: string | null = null;
    do {
      const rows = (await runner.query(
        `SELECT ${key}::text AS key, ${column}::text AS address FROM ${table}
         WHERE ${column}::text ~ '${ODD}' AND ${condition} AND ($1::${keyType} IS NULL OR ${key} > $1::${keyType})
         ORDER BY ${key} LIMIT ${BATCH}`,
        [after],
      )) as { readonly key: string; readonly address: string }[];
      for (const row of rows) {
        const normal = normalAddress(row.address);
        if (normal !== null) await this.replace(runner, address, row.key, normal);
      }
      after = rows.length === BATCH ? (rows.at(-1)?.key ?? null) : null;
    } while (after !== null);
  }

  /** In a savepoint: the constraints say whether somebody else has the normal address, whoever writes at the same time. */
  private async replace(
    runner: QueryRunner,
    { table, key, keyType, column }: AddressColumn,
    value: string,
    normal: string,
  ): Promise<void> {
    await runner.startTransaction();
    try {
      await runner.query(`UPDATE ${table} SET ${column} = $2 WHERE ${key} = $1::${keyType}`, [value, normal]);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      if (!isTaken(error)) throw error;
    }
  }

  /** Whom deliveries are about, by which they are found when one of them is forgotten. */
  private async normalizePeople(runner: QueryRunner): Promise<void> {
    const odd = (await runner.query(
      `SELECT DISTINCT person FROM webhook_deliveries, unnest(people) AS person WHERE person ~ '${ODD}'`,
    )) as { readonly person: string }[];
    for (const { person } of odd) {
      const normal = normalAddress(person);
      if (normal === null) continue;
      await runner.query(
        'UPDATE webhook_deliveries SET people = array_replace(people, $1::text, $2::text) WHERE people @> ARRAY[$1::text]',
        [person, normal],
      );
    }
  }
}

/** As addresses are read from now on; what the parser of URLs would end or decode at is in no domain. */
function normalAddress(address: string): string | null {
  const at = address.lastIndexOf('@');
  const written = address.slice(at + 1);
  const domain = /^[A-Za-z0-9.\-\u0080-\uffff]+$/.test(written) ? domainToASCII(written) : '';
  if (domain.split('.').some(({ length }) => length === 0 || length > 63)) return null;
  const normal = address.slice(0, at + 1) + domain;
  return normal.length <= 254 ? normal : null;
}

function isTaken(error: unknown): boolean {
  const { code } = error instanceof QueryFailedError ? (error.driverError as { readonly code?: string }) : {};
  return code === UNIQUE_VIOLATION || code === EXCLUSION_VIOLATION;
}
