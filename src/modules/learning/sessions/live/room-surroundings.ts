import type { ClientsRepository } from './clients.repository.js';
import type { DocumentsRepository } from './documents.repository.js';
import type { LiveConnection } from './live-connection.js';
import type { ServerMessage } from './live-messages.js';
import type { LiveMetrics } from './live-metrics.js';
import type { RoomLimits } from './person-limits.js';
import type { ProcessMessage } from './process-messages.js';

/** What a room in memory needs of its process. */
export interface RoomSurroundings {
  readonly documents: DocumentsRepository;
  readonly clients: ClientsRepository;
  readonly metrics: LiveMetrics;
  readonly limits: RoomLimits;
  readonly tell: (message: ProcessMessage) => void;
  /** @throws Error when it cannot be read */
  readonly hearText: (connection: LiveConnection, text: string) => Promise<ServerMessage | null>;
  readonly onFailure: (error: unknown) => void;
}
