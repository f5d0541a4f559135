import type { Language } from '../../kernel/language.js';
import type { MessageType } from '../../kernel/message.js';

/** Declares an event of a feature to analytics, which imports no feature. */
export interface FeatureEvent {
  readonly type: MessageType<object>;
  /** Analytics records an event unless it is `ignored`, and counts it in the weekly report under this name. */
  readonly analytics?: 'ignored' | { readonly reportedAs: Readonly<Record<Language, string>> };
}
