import type { WebhookDelivery } from '@lyceum/sdk';
import { Stack, Table, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { FilterChoice, Filters, SortChoice } from '../shell/filters.tsx';
import { TextLink } from '../shell/links.tsx';
import { changed, NEWEST_SORTS, ofAllPages } from '../shell/list-search.ts';
import { DownloadButton } from '../shell/download-button.tsx';
import { Listed } from '../shell/listed.tsx';
import { only } from '../shell/search-params.ts';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { useCatalogue, WEBHOOKS } from './use-webhooks.ts';
import { DELIVERY_STATUSES, readDeliverySearch } from './webhook-search.ts';
import { DeliveryState } from './webhook-state.tsx';

const route = getRouteApi('/organizations/$id/webhooks/$webhookId');

/** While something is under way: nobody tells a page what became of it. */
export const LOOK_AGAIN_MS = 2_000;

interface Props {
  readonly organizationId: string;
  readonly webhookId: string;
}

/** What a webhook was sent, and what its receiver answered. */
export function Deliveries({ organizationId, webhookId }: Props) {
  const text = useText();
  const search = readDeliverySearch(route.useSearch());
  const navigate = route.useNavigate();
  const events = useCatalogue().data?.eventTypes.map(({ type }) => type) ?? [];
  const query = useQuery({
    queryKey: [...WEBHOOKS, 'deliveries', webhookId, search],
    queryFn: ({ signal }) => lyceum.webhooks.listDeliveries(webhookId, search, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.data.some(isUnderWay) ? LOOK_AGAIN_MS : false),
  });
  const isFiltered = search.status !== undefined || search.event !== undefined;
  const change = (name: 'status' | 'event' | 'sort', value: string) =>
    void navigate({ search: (present) => changed(readDeliverySearch(present), name, value) });
  return (
    <Stack component="section" aria-label={text('deliveries.title')}>
      <Title order={2} size="h4">
        {text('deliveries.title')}
      </Title>
      <Filters
        columns={4}
        onClear={isFiltered ? () => void navigate({ search: only('sort', search.sort) }) : undefined}
      >
        <FilterChoice
          label={text('bookings.status')}
          values={DELIVERY_STATUSES}
          value={search.status}
          nameOf={(status) => text(`deliveries.status.${status}`)}
          onChange={(value) => change('status', value)}
        />
        <FilterChoice
          label={text('deliveries.event')}
          values={events}
          value={search.event}
          nameOf={(event) => event}
          onChange={(value) => change('event', value)}
        />
        <SortChoice
          values={NEWEST_SORTS}
          value={search.sort}
          nameOf={(sort) => text(`list.sort.${sort}`)}
          onChange={(value) => change('sort', value)}
        />
      </Filters>
      <Listed
        query={query}
        cursor={search.cursor}
        count="deliveries.count"
        empty={text(isFiltered ? 'bookables.noneMatch' : 'deliveries.empty')}
      >
        {(deliveries) => (
          <>
            <DownloadButton
              name="deliveries"
              read={(options) => lyceum.webhooks.getDeliveriesCsv(webhookId, ofAllPages(search), options)}
            />
            <DeliveriesTable organizationId={organizationId} deliveries={deliveries} />
          </>
        )}
      </Listed>
    </Stack>
  );
}

/** Whether an attempt is made about now: those of later are looked at when somebody comes back. */
export function isUnderWay({ status, nextAttemptAt }: WebhookDelivery): boolean {
  const isDue = nextAttemptAt === null || Date.parse(nextAttemptAt) < Date.now() + LOOK_AGAIN_MS;
  return status === 'sending' || (status === 'pending' && isDue);
}

interface TableProps {
  readonly organizationId: string;
  readonly deliveries: readonly WebhookDelivery[];
}

function DeliveriesTable({ organizationId, deliveries }: TableProps) {
  const text = useText();
  const { moment } = useTimes();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('deliveries.event')}</Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            {text('deliveries.attempts')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {deliveries.map(({ id, webhookId, event, status, createdAt, attemptCount, lastError }) => (
          <Table.Tr key={id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink
                to="/organizations/$id/webhooks/$webhookId/deliveries/$deliveryId"
                params={{ id: organizationId, webhookId, deliveryId: id }}
                aria-label={`${event}, ${moment(createdAt)}`}
              >
                {event}
              </TextLink>
              <Text size="sm">{moment(createdAt)}</Text>
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <DeliveryState status={status} />
              {lastError !== null && (
                <Text size="sm" lang="en">
                  {lastError}
                </Text>
              )}
            </Table.Td>
            <Table.Td visibleFrom="sm">{attemptCount}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
