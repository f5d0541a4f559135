import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { TextLink } from '../../shell/links.tsx';
import { useText } from '../../texts/use-text.ts';
import { ActionWords } from '../activity/action-words.tsx';
import { AskedSection } from '../asked-section.tsx';
import { useFormats } from '../use-formats.ts';

const MOST = 10;

/** The last that the audit log says of an organization, also of what administrators did about it. */
export function OrganizationActivity({ organizationId }: { readonly organizationId: string }) {
  const text = useText();
  const formats = useFormats();
  const query = useQuery({
    queryKey: ['administration', 'audit', 'organization', organizationId],
    queryFn: ({ signal }) => lyceum.auditLog.list({ organizationId, limit: MOST }, { signal }),
    refetchOnWindowFocus: false,
  });
  return (
    <AskedSection title={text('admin.activity')} query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Text>{text('admin.activity.none')}</Text>
        ) : (
          <>
            <List>
              {data.map(({ id, action, message, user, createdAt }) => (
                <List.Item key={id} style={{ overflowWrap: 'anywhere' }}>
                  {`${formats.moment(createdAt)} – `}
                  <TextLink to="/admin/activity/$id" params={{ id }} underline="always">
                    <ActionWords action={action} message={message} />
                  </TextLink>
                  {user && (
                    <>
                      {' – '}
                      <TextLink to="/admin/people/$id" params={{ id: user.id }} underline="always">
                        {user.name}
                      </TextLink>
                    </>
                  )}
                </List.Item>
              ))}
            </List>
            <TextLink to="/admin/activity" search={{ organization: organizationId }} underline="always">
              {text('audit.more.organization')}
            </TextLink>
          </>
        )
      }
    </AskedSection>
  );
}
