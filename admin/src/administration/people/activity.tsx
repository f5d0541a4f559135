import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { type TextKey, useText } from '../../texts/use-text.ts';
import { AskedSection } from '../asked-section.tsx';
import { useFormats } from '../use-formats.ts';

const MOST = 20;

/** What is said of the events that people look for; others are called by their names. */
const SAID: Readonly<Record<string, TextKey>> = {
  'auth.login_succeeded': 'admin.did.login',
  'auth.login_sessions_ended': 'admin.did.sessions',
  'auth.password_changed': 'admin.did.password',
  'auth.email_verified': 'admin.did.verified',
  'mail.content_read': 'admin.did.read-email',
  'user.registered': 'admin.did.registered',
  'user.role_changed': 'admin.did.role',
  'user.deactivated': 'admin.did.deactivated',
  'user.reactivated': 'admin.did.reactivated',
  'booking.requested': 'admin.did.requested',
  'booking.confirmed': 'admin.did.confirmed',
  'booking.rescheduled': 'admin.did.rescheduled',
  'booking.cancelled': 'admin.did.cancelled',
  'booking.declined': 'admin.did.declined',
  'booking.restored': 'admin.did.restored',
  'event_type.created': 'admin.did.offered',
  'event_type.changed': 'admin.did.offer-changed',
  'organization.created': 'admin.did.organization',
  'organization.page_removed': 'admin.did.page-removed',
};

/** The last of what is recorded of somebody, with those whom it concerned. */
export function Activity({ personId }: { readonly personId: string }) {
  const text = useText();
  const formats = useFormats();
  const query = useQuery({
    queryKey: ['administration', 'activity', personId],
    queryFn: ({ signal }) => lyceum.analytics.listEvents({ userId: personId, limit: MOST }, { signal }),
  });
  return (
    <AskedSection title={text('admin.activity')} query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Text>{text('admin.activity.none')}</Text>
        ) : (
          <>
            <List>
              {data.map(({ id, eventType, concerned, createdAt }) => {
                const said = SAID[eventType];
                return (
                  <List.Item key={id}>
                    {text('admin.activity.entry', {
                      when: formats.moment(createdAt),
                      what: said ? text(said) : eventType,
                    })}
                    {concerned && (
                      <>
                        {' – '}
                        <TextLink to="/admin/people/$id" params={{ id: concerned.id }} underline="always">
                          {concerned.name}
                        </TextLink>
                      </>
                    )}
                  </List.Item>
                );
              })}
            </List>
            <TextLink to="/admin/activity" search={{ person: personId }} underline="always">
              {text('audit.more.person')}
            </TextLink>
          </>
        )
      }
    </AskedSection>
  );
}
