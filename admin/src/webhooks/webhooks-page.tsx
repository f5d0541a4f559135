import type { Organization, Webhook } from '@lyceum/sdk';
import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { DialogButton } from '../shell/dialog-button.tsx';
import { FilterChoice, Filters, SortChoice } from '../shell/filters.tsx';
import { TextLink } from '../shell/links.tsx';
import { changed, NEWEST_SORTS } from '../shell/list-search.ts';
import { Listed } from '../shell/listed.tsx';
import { only } from '../shell/search-params.ts';
import { SecretNotice } from '../shell/secret-notice.tsx';
import { useText } from '../texts/use-text.ts';
import { WEBHOOKS } from './use-webhooks.ts';
import { valuesOf, WebhookFields } from './webhook-fields.tsx';
import { readWebhookSearch, SWITCHES, type WebhookSearch } from './webhook-search.ts';
import { WebhookState } from './webhook-state.tsx';

const route = getRouteApi('/organizations/$id/webhooks');

/** Which programs elsewhere are told what happens in an organization. */
export function WebhooksPage() {
  const { id } = route.useParams();
  return (
    <OrganizationFrame id={id} title="webhooks.title">
      {(organization) => <Webhooks organization={organization} />}
    </OrganizationFrame>
  );
}

function Webhooks({ organization: { id: organizationId } }: { readonly organization: Organization }) {
  const text = useText();
  const search = readWebhookSearch(route.useSearch());
  const { is, ...rest } = search;
  const navigate = route.useNavigate();
  const [secret, setSecret] = useState<string | null>(null);
  const asked = { ...rest, ...(is === undefined ? {} : { isActive: is === 'on' }), organizationId };
  const change = (name: keyof WebhookSearch, value: string) =>
    void navigate({ search: (present) => changed(readWebhookSearch(present), name, value) });
  const clear = () => void navigate({ search: only('sort', search.sort) });
  const query = useQuery({
    queryKey: [...WEBHOOKS, 'list', asked],
    queryFn: ({ signal }) => lyceum.webhooks.list(asked, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      {secret !== null && (
        <SecretNotice title={text('webhooks.secret.title')} hint={text('webhooks.secret.text')} secret={secret} />
      )}
      <Group>
        <DialogButton
          label={text('webhooks.new')}
          variant="filled"
          title={text('webhooks.new.title')}
          submit={text('webhooks.new.submit')}
          action={(given) => lyceum.webhooks.create({ ...valuesOf(given), organizationId })}
          changes={WEBHOOKS}
          onDone={(webhook) => setSecret(webhook.secret)}
        >
          <WebhookFields />
        </DialogButton>
      </Group>
      <Filters columns={4} onClear={is === undefined ? undefined : clear}>
        <FilterChoice
          label={text('bookings.status')}
          values={SWITCHES}
          value={is}
          nameOf={(one) => text(`webhooks.state.${one}`)}
          onChange={(value) => change('is', value)}
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
        count="webhooks.count"
        empty={text(is === undefined ? 'webhooks.empty' : 'bookables.noneMatch')}
      >
        {(webhooks) => <WebhooksTable organizationId={organizationId} webhooks={webhooks} />}
      </Listed>
    </>
  );
}

interface TableProps {
  readonly organizationId: string;
  readonly webhooks: readonly Webhook[];
}

function WebhooksTable({ organizationId, webhooks }: TableProps) {
  const text = useText();
  return (
    <Table verticalSpacing="sm" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{text('webhooks.url')}</Table.Th>
          <Table.Th scope="col">{text('bookings.status')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {webhooks.map((webhook) => (
          <Table.Tr key={webhook.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <TextLink
                to="/organizations/$id/webhooks/$webhookId"
                params={{ id: organizationId, webhookId: webhook.id }}
              >
                {webhook.url}
              </TextLink>
              {webhook.description !== null && <Text size="sm">{webhook.description}</Text>}
              <Text size="sm" c="dimmed">
                {webhook.events.includes('*') ? text('webhooks.events.all') : webhook.events.join(', ')}
              </Text>
            </Table.Td>
            <Table.Td>
              <WebhookState webhook={webhook} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
