import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { CONNECTIONS_PER_PERSON, CONNECTIONS_PER_ROOM, GONE_AFTER_SECONDS, LIVE_SECONDS } from './live-limits.js';

/** By one process. */
const TAKEN_AT_ONCE = 2;

export interface ClientPlace {
  readonly sessionId: string;
  readonly clientId: number;
  readonly connectionId: string;
}

/** SQL: what somebody was in a room (`p`) since they were last seen; a break of a moment counts. */
const PRESENT_SINCE = `CASE WHEN p.seen_at > now() - make_interval(secs => ${LIVE_SECONDS})
  THEN extract(epoch FROM now() - p.seen_at) * 1000 ELSE 0 END`;

/** An account, or a guest. */
export interface ClientPerson {
  readonly id: string;
  readonly isGuest: boolean;
}

export interface Author {
  /** The same person, on another connection. */
  readonly isOwn: boolean;
  readonly isGone: boolean;
}

export type PlaceTaken = 'taken' | 'client_id_taken' | 'replaced' | 'too_many_connections';

/** Who writes in a room under which client id, and which connections are alive, whatever process has them. */
@Injectable()
export class ClientsRepository {
  private readonly atOnce = pLimit(TAKEN_AT_ONCE);

  constructor(
    private readonly sql: Sql,
    private readonly transactions: Transactions,
  ) {}

  /**
   * A connection of the same person with the same client id gives its place up. Those of a room are taken one after the
   * other, so that there are never more than there may be; the lock is held for no round trip, and those who wait for it
   * hold few connections.
   * @param waiting whoever has given up is passed over
   * @throws the reason of `waiting`
   */
  take(place: ClientPlace, person: ClientPerson, waiting?: AbortSignal): Promise<PlaceTaken> {
    return this.atOnce(() => {
      waiting?.throwIfAborted();
      return this.takeInTurn(place, person, false);
    });
  }

  /**
   * `take` for a connection that was not told to be alive in time, so that others could come meanwhile. It takes nothing
   * from the one that has its client id since.
   */
  takeAgain(place: ClientPlace, person: ClientPerson): Promise<PlaceTaken> {
    return this.atOnce(() => this.takeInTurn(place, person, true));
  }

  private async takeInTurn(place: ClientPlace, person: ClientPerson, isAgain: boolean): Promise<PlaceTaken> {
    const { taken } = await this.transactions.run(async () => {
      await this.transactions.unawaited(this.lockPlaces(place.sessionId));
      const answer = this.takeOne(place, person, isAgain);
      await this.transactions.unawaited(answer);
      return { taken: answer };
    });
    return taken;
  }

  private async lockPlaces(sessionId: string): Promise<void> {
    await this.sql.query(
      'session_clients_lock',
      `SELECT pg_advisory_xact_lock(hashtextextended('session-clients:' || $1, 0))`,
      [sessionId],
    );
  }

  private async takeOne(
    { sessionId, clientId, connectionId }: ClientPlace,
    { id, isGuest }: ClientPerson,
    isAgain: boolean,
  ): Promise<PlaceTaken> {
    const [answer] = await this.sql.query<{ taken: boolean; is_foreign: boolean; is_replaced: boolean }>(
      'session_client_take',
      `WITH others AS (
         SELECT count(*) AS room, count(*) FILTER (WHERE coalesce(user_id, guest_id) = $3) AS own
         FROM session_clients WHERE session_id = $1 AND client_id <> $2 AND live_until > now()
       ), place AS (
         INSERT INTO session_clients AS c (session_id, client_id, user_id, guest_id, connection_id, live_until)
         SELECT $1, $2, CASE WHEN NOT $5 THEN $3::uuid END, CASE WHEN $5 THEN $3::uuid END, $4::uuid, now() + make_interval(secs => ${LIVE_SECONDS}) FROM others
         WHERE own < ${CONNECTIONS_PER_PERSON} AND room < ${CONNECTIONS_PER_ROOM}
         ON CONFLICT (session_id, client_id)
         DO UPDATE SET connection_id = excluded.connection_id, live_until = excluded.live_until
         WHERE coalesce(c.user_id, c.guest_id) = coalesce(excluded.user_id, excluded.guest_id)
           AND (NOT $6::boolean OR c.connection_id = excluded.connection_id)
         RETURNING 1
       ), present AS (
         INSERT INTO session_participations AS p (session_id, user_id, seen_at) SELECT $1, $3::uuid, now() FROM place WHERE NOT $5::boolean
         ON CONFLICT (session_id, user_id)
         DO UPDATE SET present_ms = p.present_ms + ${PRESENT_SINCE}, seen_at = now()
       )
       SELECT EXISTS (SELECT FROM place) AS taken, EXISTS (
         SELECT FROM session_clients WHERE session_id = $1 AND client_id = $2 AND coalesce(user_id, guest_id) <> $3
       ) AS is_foreign, $6 AND EXISTS (
         SELECT FROM session_clients WHERE session_id = $1 AND client_id = $2 AND connection_id <> $4
       ) AS is_replaced`,
      [sessionId, clientId, id, connectionId, isGuest, isAgain],
    );
    if (answer?.taken) return 'taken';
    if (answer?.is_replaced) return 'replaced';
    return answer?.is_foreign ? 'client_id_taken' : 'too_many_connections';
  }

  /** @returns whether the connection still had its place */
  async leave({ sessionId, clientId, connectionId }: ClientPlace): Promise<boolean> {
    const left = await this.sql.query(
      'session_client_leave',
      `WITH gone AS (
         UPDATE session_clients SET live_until = now()
         WHERE session_id = $1 AND client_id = $2 AND connection_id = $3 RETURNING user_id
       ), present AS (
         UPDATE session_participations p SET present_ms = p.present_ms + ${PRESENT_SINCE}, seen_at = now()
         FROM gone WHERE p.session_id = $1 AND p.user_id = gone.user_id
       )
       SELECT 1 FROM gone`,
      [sessionId, clientId, connectionId],
    );
    return left.length > 0;
  }

  /** Tells that these connections are alive. @returns the ids of those that still have their places; others may take theirs again */
  async renew(places: readonly ClientPlace[]): Promise<Set<string>> {
    const renewed = await this.sql.query<{ connection_id: string }>(
      'session_clients_renew',
      `WITH renewed AS (
         UPDATE session_clients c SET live_until = now() + make_interval(secs => ${LIVE_SECONDS})
         FROM unnest($1::uuid[], $2::bigint[], $3::uuid[]) AS place (session_id, client_id, connection_id)
         WHERE c.session_id = place.session_id AND c.client_id = place.client_id
         AND c.connection_id = place.connection_id AND c.live_until > now() RETURNING c.session_id, c.user_id, c.connection_id
       ), held AS (
         SELECT session_id, user_id FROM session_participations
         WHERE (session_id, user_id) IN (SELECT session_id, user_id FROM renewed)
         ORDER BY session_id, user_id FOR NO KEY UPDATE
       ), present AS (
         UPDATE session_participations p SET present_ms = p.present_ms + ${PRESENT_SINCE}, seen_at = now()
         FROM held WHERE p.session_id = held.session_id AND p.user_id = held.user_id
       )
       SELECT connection_id FROM renewed`,
      [
        places.map(({ sessionId }) => sessionId),
        places.map(({ clientId }) => clientId),
        places.map(({ connectionId }) => connectionId),
      ],
    );
    return new Set(renewed.map(({ connection_id: id }) => id));
  }

  /**
   * Who wrote under these client ids, as somebody else brings it. Nobody was ever let in with those that are missing.
   * @param userId who brings it
   */
  async authorsOf(sessionId: string, clientIds: readonly number[], personId: string): Promise<Map<number, Author>> {
    const found = await this.sql.query<{ client_id: string; is_own: boolean; is_gone: boolean }>(
      'session_clients_authors',
      `SELECT client_id, coalesce(user_id, guest_id) = $3 AS is_own,
         live_until <= now() - make_interval(secs => CASE WHEN coalesce(user_id, guest_id) = $3 THEN 0 ELSE ${GONE_AFTER_SECONDS} END) AS is_gone
       FROM session_clients WHERE session_id = $1 AND client_id = ANY ($2::bigint[])`,
      [sessionId, clientIds, personId],
    );
    return new Map(found.map((row) => [Number(row.client_id), { isOwn: row.is_own, isGone: row.is_gone }]));
  }

  /** Who is there, by client id. */
  async present(sessionId: string): Promise<ReadonlyMap<number, ClientPerson>> {
    const found = await this.sql.query<{ client_id: string; id: string; isGuest: boolean }>(
      'session_clients_present',
      `SELECT client_id, coalesce(user_id, guest_id) AS id, guest_id IS NOT NULL AS "isGuest" FROM session_clients WHERE session_id = $1 AND live_until > now()
       ORDER BY client_id LIMIT ${CONNECTIONS_PER_ROOM}`,
      [sessionId],
    );
    return new Map(found.map(({ client_id: clientId, ...person }) => [Number(clientId), person]));
  }

  /** Those whose connections ended before this moment; who comes back takes the place anew. */
  async deleteGoneBefore(moment: Date): Promise<void> {
    await this.sql.query('session_clients_delete_gone', 'DELETE FROM session_clients WHERE live_until < $1', [moment]);
  }

  async forget(userId: string): Promise<void> {
    await this.sql.query('session_clients_forget', 'DELETE FROM session_clients WHERE user_id = $1', [userId]);
  }
}
