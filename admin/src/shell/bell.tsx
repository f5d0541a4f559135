import { useUnreadCount } from '../notifications/use-notifications.ts';
import { useText } from '../texts/use-text.ts';
import { ButtonLink } from './links.tsx';

/** A link to the notifications with the unread count. */
export function Bell() {
  const text = useText();
  const count = useUnreadCount();
  return (
    <ButtonLink
      to="/notifications"
      variant={count > 0 ? 'filled' : 'default'}
      size="xs"
      px="xs"
      aria-label={text('notifications.bell', { count })}
    >
      <svg width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden>
        <path d="M6 9a6 6 0 0 1 12 0c0 6 2 7 2 8H4c0-1 2-2 2-8M10 21h4" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {count > 0 && <span style={{ marginInlineStart: 4 }}>{text('notifications.bell.count', { count })}</span>}
    </ButtonLink>
  );
}
