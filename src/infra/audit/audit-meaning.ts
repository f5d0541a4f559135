/** From the least to the most severe. */
export const AUDIT_LEVELS = ['debug', 'info', 'warn', 'error', 'security'] as const;
export type AuditLevel = (typeof AUDIT_LEVELS)[number];

/** As others number them: from 1, `debug`, to 5, `security`. */
export function severityOf(level: AuditLevel): number {
  return AUDIT_LEVELS.indexOf(level) + 1;
}

/** Retention class of an entry: how long its partition is kept is a setting of each. */
export const AUDIT_RETENTIONS = ['ordinary', 'session', 'user'] as const;
export type AuditRetention = (typeof AUDIT_RETENTIONS)[number];

/** What the audit log makes of an event. */
export interface AuditMeaning {
  readonly level: AuditLevel;
  /** By default the name of the event, `booking.confirmed` as `booking_confirmed`. */
  readonly action?: string;
  /** Beside the name of the feature. */
  readonly tags?: readonly string[];
  /** Members of the payload with texts of the code, such as a reason out of a list; other texts are left out. */
  readonly constants?: readonly string[];
}

/** Just a level for the usual; a reason where an event is no entry. */
export type EventAudit = AuditLevel | AuditMeaning | { readonly notAudited: string };

/** An action as the log knows it. */
export interface AuditedAction {
  readonly action: string;
  readonly level: AuditLevel;
  readonly retention: AuditRetention;
  /** For people: the action in words. */
  readonly message: string;
  readonly tags: readonly string[];
  readonly constants: readonly string[];
}

const LASTING: readonly AuditLevel[] = ['error', 'security'];
/** Their lasting entries are kept as those of sessions. */
const OF_SESSIONS = ['sessions', 'executions'];

/** @param area the feature, which is also the first tag */
export function auditedAction(
  area: string,
  { level, action, tags = [], constants = [] }: AuditMeaning & { readonly action: string },
): AuditedAction {
  const words = action.replaceAll('_', ' ');
  return {
    action,
    level,
    retention: !LASTING.includes(level) ? 'ordinary' : OF_SESSIONS.includes(area) ? 'session' : 'user',
    message: words.charAt(0).toUpperCase() + words.slice(1),
    tags: [area, ...tags],
    constants,
  };
}
