import { Connection } from '@lyceum/sdk';
import { session } from '../src/session/session.ts';

/** Who somebody is in a room, for its connection and for what is asked of the API. */
export interface Pass {
  readonly connection: Connection;
  /** Guests read the room, what is written and what was said; nothing else is for them. */
  readonly isGuest: boolean;
  /** Carries the token, which no log of addresses has then. @throws Error when there is none */
  subprotocol(): Promise<string>;
  /** The server has refused the token. */
  renew(): Promise<unknown>;
}

/** Of whoever is signed in. */
export const accountPass: Pass = {
  isGuest: false,
  connection: new Connection({
    baseUrl: location.origin,
    token: () => session.accessToken(),
    fetch: (address, init) => session.send(address, init),
  }),
  subprotocol: async () => `bearer.${await session.accessToken()}`,
  renew: () => session.renewed(),
};
