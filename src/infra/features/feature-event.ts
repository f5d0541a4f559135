import type { Language } from '../../kernel/language.js';
import type { MessageType } from '../../kernel/message.js';
import type { EventAudit } from '../audit/audit-meaning.js';

/** Declares an event of a feature to analytics and to the audit log, which import no feature. */
export interface FeatureEvent {
  readonly type: MessageType<object>;
  readonly audit: EventAudit;
  /** Analytics records an event unless it is `ignored`, and counts it in the weekly report under this name. */
  readonly analytics?: 'ignored' | { readonly reportedAs: Readonly<Record<Language, string>> };
}
