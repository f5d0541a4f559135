import type { EventType } from '@lyceum/sdk';
import { Anchor, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { Section } from '../../shell/section.tsx';
import { StateBadge } from '../../shell/state-badge.tsx';
import { WholeList } from '../../shell/whole-list.tsx';
import { useText } from '../../texts/use-text.ts';

const MOST = 100;

/** What people can book with an organization. */
export function OrganizationOffer({ organizationId }: { readonly organizationId: string }) {
  const text = useText();
  const query = useQuery({
    queryKey: ['administration', 'organizations', 'event-types', organizationId],
    queryFn: ({ signal }) => lyceum.eventTypes.list({ organizationId, limit: MOST }, { signal }),
  });
  return (
    <Section title={text('team.title')}>
      <WholeList query={query} empty={text('admin.organization.noOffer')} cut={text('admin.organization.offerCut')}>
        {(eventTypes) => <OfferTable eventTypes={eventTypes} />}
      </WholeList>
    </Section>
  );
}

function OfferTable({ eventTypes }: { readonly eventTypes: readonly EventType[] }) {
  const text = useText();
  return (
    <Table verticalSpacing="sm" aria-label={text('team.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('eventTypes.name')}</Table.Th>
          <Table.Th scope="col">{text('hosts.title')}</Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {eventTypes.map(({ id, title, slug, isPublic, isActive, hosts }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {isPublic && isActive ? <Anchor href={`/book/${slug}`}>{title}</Anchor> : title}
              <Text size="sm">{slug}</Text>
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{hosts.map(({ name }) => name).join(', ')}</Table.Td>
            <Table.Td>
              <StateBadge tone={isActive ? 'good' : 'off'}>
                {text(isActive ? 'eventTypes.active' : 'eventTypes.inactive')}
              </StateBadge>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
