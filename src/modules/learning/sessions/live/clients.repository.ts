import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { CONNECTIONS_PER_PERSON, CONNECTIONS_PER_ROOM, LIVE_SECONDS } from './live-limits.js';

export interface ClientPlace {
  readonly sessionId: string;
  readonly clientId: number;
  readonly connectionId: string;
}

export type PlaceTaken = 'taken' | 'client_id_taken' | 'too_many_connections';

/** Who writes in a room under which client id, and which connections are alive, whatever process has them. */
@Injectable()
export class ClientsRepository {
  constructor(private readonly sql: Sql) {}

  /** A connection of the same person with the same client id gives its place up. */
  async take({ sessionId, clientId, connectionId }: ClientPlace, userId: string): Promise<PlaceTaken> {
    const [answer] = await this.sql.query<{ taken: boolean; is_foreign: boolean }>(
      'session_client_take',
      `WITH others AS (
         SELECT count(*) AS room, count(*) FILTER (WHERE user_id = $3) AS own
         FROM session_clients WHERE session_id = $1 AND client_id <> $2 AND live_until > now()
       ), place AS (
         INSERT INTO session_clients AS c (session_id, client_id, user_id, connection_id, live_until)
         SELECT $1, $2, $3, $4, now() + make_interval(secs => ${LIVE_SECONDS}) FROM others
         WHERE own < ${CONNECTIONS_PER_PERSON} AND room < ${CONNECTIONS_PER_ROOM}
         ON CONFLICT (session_id, client_id)
         DO UPDATE SET connection_id = excluded.connection_id, live_until = excluded.live_until
         WHERE c.user_id = excluded.user_id
         RETURNING 1
       )
       SELECT EXISTS (SELECT FROM place) AS taken, EXISTS (
         SELECT FROM session_clients WHERE session_id = $1 AND client_id = $2 AND user_id <> $3
       ) AS is_foreign`,
      [sessionId, clientId, userId, connectionId],
    );
    if (answer?.taken) return 'taken';
    return answer?.is_foreign ? 'client_id_taken' : 'too_many_connections';
  }

  /** @returns whether the connection still had its place */
  async leave({ sessionId, clientId, connectionId }: ClientPlace): Promise<boolean> {
    const left = await this.sql.query(
      'session_client_leave',
      `UPDATE session_clients SET live_until = now()
       WHERE session_id = $1 AND client_id = $2 AND connection_id = $3 RETURNING 1`,
      [sessionId, clientId, connectionId],
    );
    return left.length > 0;
  }

  /** Tells that these connections are alive. @returns the ids of those that still have their places */
  async renew(places: readonly ClientPlace[]): Promise<Set<string>> {
    const renewed = await this.sql.query<{ connection_id: string }>(
      'session_clients_renew',
      `UPDATE session_clients c SET live_until = now() + make_interval(secs => ${LIVE_SECONDS})
       FROM unnest($1::uuid[], $2::bigint[], $3::uuid[]) AS place (session_id, client_id, connection_id)
       WHERE c.session_id = place.session_id AND c.client_id = place.client_id
       AND c.connection_id = place.connection_id RETURNING c.connection_id`,
      [
        places.map(({ sessionId }) => sessionId),
        places.map(({ clientId }) => clientId),
        places.map(({ connectionId }) => connectionId),
      ],
    );
    return new Set(renewed.map(({ connection_id: id }) => id));
  }

  /** Whether one of these client ids is alive in another connection. */
  async areElsewhere({ sessionId, connectionId }: ClientPlace, clientIds: readonly number[]): Promise<boolean> {
    const found = await this.sql.query(
      'session_clients_elsewhere',
      `SELECT FROM session_clients WHERE session_id = $1 AND client_id = ANY ($2::bigint[])
       AND connection_id <> $3 AND live_until > now() LIMIT 1`,
      [sessionId, clientIds, connectionId],
    );
    return found.length > 0;
  }

  /** Who is there, by client id. */
  async present(sessionId: string): Promise<ReadonlyMap<number, string>> {
    const found = await this.sql.query<{ client_id: string; user_id: string }>(
      'session_clients_present',
      `SELECT client_id, user_id FROM session_clients WHERE session_id = $1 AND live_until > now()
       ORDER BY client_id LIMIT ${CONNECTIONS_PER_ROOM}`,
      [sessionId],
    );
    return new Map(found.map(({ client_id: id, user_id: userId }) => [Number(id), userId]));
  }

  async forget(userId: string): Promise<void> {
    await this.sql.query('session_clients_forget', 'DELETE FROM session_clients WHERE user_id = $1', [userId]);
  }
}
