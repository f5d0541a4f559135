import type { Notification } from '@lyceum/sdk';
import { Badge, Group, Paper, Text } from '@mantine/core';
import { useRef } from 'react';
import { TextLink } from '../shell/links.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { kindOf } from './notification-kind.ts';
import { placeOf } from './notification-place.ts';

interface Props {
  readonly notification: Notification;
  readonly isBusy: boolean;
  readonly onRead: (then?: () => void) => void;
}

/** What happened, in the words of the server, which are in the language of the person at that time. */
export function NotificationItem({ notification, isBusy, onRead }: Props) {
  const text = useText();
  const times = useTimes();
  const item = useRef<HTMLLIElement>(null);
  const place = placeOf(notification);
  const { type, title, message, language, isRead, createdAt } = notification;
  return (
    <Paper component="li" withBorder p="sm" ref={item} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
      <Group justify="space-between" align="flex-start">
        <div style={{ flex: '1 1 16rem' }}>
          <Text size="sm" c="dimmed">
            {text(kindOf(type))}, <time dateTime={createdAt}>{times.moment(createdAt)}</time>
          </Text>
          <Text fw={isRead ? 400 : 700} lang={language}>
            {place ? (
              <TextLink {...place} inherit onClick={() => !isRead && onRead()}>
                {title}
              </TextLink>
            ) : (
              title
            )}
          </Text>
          <Text size="sm" lang={language}>
            {message}
          </Text>
        </div>
        {!isRead && (
          <Group gap="xs">
            <Badge color="blue.9" tt="none">
              {text('notifications.new')}
            </Badge>
            <SteadyButton
              variant="default"
              size="xs"
              isOff={isBusy}
              aria-label={`${text('notifications.read')} (${title})`}
              // It is gone then.
              onClick={() => onRead(() => item.current?.focus())}
            >
              {text('notifications.read')}
            </SteadyButton>
          </Group>
        )}
      </Group>
    </Paper>
  );
}
