import { registeredFeatures } from '../features/registered-features.js';
import { type AuditedAction, auditedAction } from './audit-meaning.js';

/** What is no event of a feature. */
export const API_REQUEST = auditedAction('api', { level: 'debug', action: 'api_request' });
export const ERROR_OCCURRED = auditedAction('api', { level: 'error', action: 'error_occurred' });
/** A statement that took long (`DATABASE_SLOW_QUERY_MS`). */
export const DATABASE_QUERY = auditedAction('database', { level: 'warn', action: 'database_query' });
/** Somebody brought a file: an archive, a picture, a roster. */
export const FILE_UPLOAD = auditedAction('files', { level: 'info', action: 'file_upload' });
/** Somebody was given a list or a room as a file. */
export const FILE_DOWNLOAD = auditedAction('files', { level: 'info', action: 'file_download' });
export const SYSTEM_START = auditedAction('system', { level: 'info', action: 'system_start' });
export const SYSTEM_SHUTDOWN = auditedAction('system', { level: 'info', action: 'system_shutdown' });
export const AUDIT_LOG_READ = auditedAction('audit', { level: 'security', action: 'audit_log_read' });
export const AUDIT_LOG_EXPIRED = auditedAction('audit', { level: 'security', action: 'audit_log_expired' });
export const AUDIT_DETAILS_ERASED = auditedAction('audit', { level: 'security', action: 'audit_details_erased' });
/** Requests and failures that could not be written: more came than the database takes, or it was away. */
export const AUDIT_ENTRIES_LOST = auditedAction('audit', { level: 'security', action: 'audit_entries_lost' });

const OWN = [
  API_REQUEST,
  ERROR_OCCURRED,
  DATABASE_QUERY,
  FILE_UPLOAD,
  FILE_DOWNLOAD,
  SYSTEM_START,
  SYSTEM_SHUTDOWN,
  AUDIT_LOG_READ,
  AUDIT_LOG_EXPIRED,
  AUDIT_DETAILS_ERASED,
  AUDIT_ENTRIES_LOST,
];

let byEvent: ReadonlyMap<string, AuditedAction> | undefined;

/** By name of the event, from the descriptors of the features. */
function eventActions(): ReadonlyMap<string, AuditedAction> {
  byEvent ??= new Map(
    registeredFeatures().flatMap(({ name, events = [] }) =>
      events.flatMap(({ type, audit }): Array<[string, AuditedAction]> => {
        if (typeof audit === 'object' && 'notAudited' in audit) return [];
        const meaning = typeof audit === 'string' ? { level: audit } : audit;
        return [[type.name, auditedAction(name, { action: type.name.replaceAll('.', '_'), ...meaning })]];
      }),
    ),
  );
  return byEvent;
}

/** Null for jobs, and for events that are no entry. */
export function actionOfEvent(name: string): AuditedAction | null {
  return eventActions().get(name) ?? null;
}

export function auditedActions(): AuditedAction[] {
  return [...new Map([...OWN, ...eventActions().values()].map((action) => [action.action, action])).values()];
}
