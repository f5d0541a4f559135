import type { Language } from '../../kernel/language.js';
import type { MessageType } from '../../kernel/message.js';

/** An event of a feature, with what others make of it: they know it by this, not by an import. */
export interface FeatureEvent {
  readonly type: MessageType<object>;
  /** Analytics records an event unless it is `ignored`, and counts it in the weekly report under this name. */
  readonly analytics?: 'ignored' | { readonly reportedAs: Readonly<Record<Language, string>> };
}
