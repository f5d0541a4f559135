import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import proxyAddress from '@fastify/proxy-addr';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type WebSocket, WebSocketServer } from 'ws';
import { ActorSource, type VerifiedToken } from '../../../../infra/access/access-token.js';
import { TokenVerifier } from '../../../../infra/access/token-verifier.js';
import { HttpConfig } from '../../../../infra/config/config.js';
import { Lifecycle } from '../../../../infra/health/lifecycle.js';
import { Upgrades } from '../../../../infra/http/upgrades.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { SecurityEvents } from '../../../../infra/telemetry/security-events.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { API_PREFIX } from '../../../../kernel/api-prefix.js';
import { newId } from '../../../../kernel/ids.js';
import { networkOf } from '../../../../kernel/network.js';
import { withinTime } from '../../../../kernel/time-limit.js';
import { type ClientPlace, ClientsRepository } from './clients.repository.js';
import type { LivePerson } from './cursors.js';
import { LiveAdmission } from './live-admission.js';
import { LiveConnection } from './live-connection.js';
import { ADMISSION_MS, LARGEST_FRAME_BYTES, MOST_AT_THE_DOOR, MOST_AT_THE_DOOR_PER_NETWORK } from './live-limits.js';
import { type End, ENDS, type RoomState } from './live-messages.js';
import { LiveRooms } from './live-rooms.js';
import { LEAST_CLIENT_ID } from './room-document.js';

/** The subprotocol. Another one that the client offers carries the token, which no log of addresses has then. */
export const SUBPROTOCOL = 'lyceum.rooms.v1';
const TOKEN_PREFIX = 'bearer.';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const PATH = new RegExp(`^${API_PREFIX}/sessions/(${UUID})/ws$`, 'i');
const HIGHEST_CLIENT_ID = 2 ** 32 - 1;

interface Admitted {
  readonly place: ClientPlace;
  readonly pass: VerifiedToken;
  readonly person: LivePerson;
  readonly state: RoomState;
}

/**
 * The door of rooms. Whoever wants in is admitted before their socket is read: what they send meanwhile waits in their own
 * network, however much it is. Those who are refused get a socket that says why and ends, because browsers show nothing
 * of a handshake that failed.
 */
@Injectable()
export class LiveGateway implements OnModuleDestroy {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  private readonly atTheDoor = new Map<string, number>();
  private readonly addressOf: (request: IncomingMessage) => string;

  constructor(
    private readonly rooms: LiveRooms,
    private readonly admission: LiveAdmission,
    private readonly clients: ClientsRepository,
    private readonly tokens: TokenVerifier,
    private readonly actors: ActorSource,
    private readonly lifecycle: Lifecycle,
    private readonly security: SecurityEvents,
    private readonly logger: Logger,
    { trustProxy }: HttpConfig,
    upgrades: Upgrades,
  ) {
    const trust = proxyAddress.compile(trustProxy);
    this.addressOf = (request) => proxyAddress(request, trust);
    upgrades.add((request, socket, head) => this.receive(request, socket, head));
  }

  onModuleDestroy(): void {
    this.server.close();
  }

  private receive(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const sessionId = PATH.exec(url.pathname)?.[1]?.toLowerCase();
    if (sessionId === undefined) return false;
    // Without a listener a connection that breaks now would end the process.
    socket.on('error', () => undefined);
    const address = this.addressOf(request);
    const network = networkOf(address);
    const waiting = this.atTheDoor.get(network) ?? 0;
    const all = [...this.atTheDoor.values()].reduce((sum, count) => sum + count, 0);
    if (waiting >= MOST_AT_THE_DOOR_PER_NETWORK || all >= MOST_AT_THE_DOOR || this.lifecycle.isDraining) {
      socket.end(
        'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      );
      return true;
    }
    this.atTheDoor.set(network, waiting + 1);
    void this.admit(request, sessionId, Number(url.searchParams.get('clientId')), address)
      .catch((error: unknown): End => {
        this.logger.failure('live_gateway.admission_failed', error);
        return 'service_unavailable';
      })
      .then((admitted) => this.shake(request, socket, head, admitted))
      .finally(() => {
        const left = (this.atTheDoor.get(network) ?? 1) - 1;
        if (left > 0) this.atTheDoor.set(network, left);
        else this.atTheDoor.delete(network);
      });
    return true;
  }

  private async admit(
    request: IncomingMessage,
    sessionId: string,
    clientId: number,
    address: string,
  ): Promise<Admitted | End> {
    const admitted = this.examine(request, sessionId, clientId, address);
    return withinTime(admitted, ADMISSION_MS);
  }

  private async examine(
    request: IncomingMessage,
    sessionId: string,
    clientId: number,
    address: string,
  ): Promise<Admitted | End> {
    const isClientId = Number.isInteger(clientId) && clientId >= LEAST_CLIENT_ID && clientId <= HIGHEST_CLIENT_ID;
    if (!isClientId) return 'malformed_message';
    const pass = await this.passOf(request, address);
    if (typeof pass === 'string') return pass;
    const userId = pass.sub;
    const [state] = await this.admission.admit([{ sessionId, userId }]);
    if (state === undefined || typeof state === 'string') return state ?? 'not_found';
    const place = { sessionId, clientId, connectionId: newId() };
    const taken = await this.clients.take(place, userId);
    if (taken !== 'taken') return taken;
    return { place, pass, person: await this.rooms.personOf(userId), state };
  }

  private async passOf(request: IncomingMessage, address: string): Promise<VerifiedToken | End> {
    try {
      const pass = await this.tokens.verify(tokenOf(request));
      if (await this.actors.actorOf(pass)) return pass;
      this.security.record('session_ended', { address, userId: pass.sub });
      return 'session_ended';
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (error.definition.code === 'token_expired') return 'token_expired';
      this.security.record('token_invalid', { address });
      return 'token_invalid';
    }
  }

  private async shake(request: IncomingMessage, socket: Duplex, head: Buffer, admitted: Admitted | End): Promise<void> {
    const webSocket = await new Promise<WebSocket | null>((resolve) => {
      socket.once('close', () => resolve(null));
      this.server.handleUpgrade(request, socket, head, (made) => {
        // Nothing is read before somebody listens.
        made.pause();
        resolve(made);
      });
      if (socket.destroyed) resolve(null);
    });
    if (typeof admitted === 'string') {
      if (webSocket) refuse(webSocket, admitted);
      return;
    }
    const { place, person, pass, state } = admitted;
    if (!webSocket) {
      await this.clients.leave(place);
      return;
    }
    const connection = new LiveConnection(webSocket, place, person, pass, state);
    try {
      if (this.rooms.isClosing) connection.end('service_unavailable');
      else if (!(await this.rooms.enter(connection))) connection.end('not_found');
    } catch (error) {
      this.logger.failure('live_gateway.entry_failed', error);
      connection.end('service_unavailable');
    }
  }
}

function refuse(socket: WebSocket, reason: End): void {
  const [code, message] = ENDS[reason];
  socket.on('error', () => undefined);
  socket.send(JSON.stringify({ type: 'error', code: reason, message }));
  socket.resume();
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), 1_000).unref();
}

/** Of a subprotocol, for browsers, which cannot send headers; or of the usual header. */
function tokenOf({ headers }: IncomingMessage): string {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const token = offered.find((name) => name.startsWith(TOKEN_PREFIX))?.slice(TOKEN_PREFIX.length);
  return token ?? /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}
