import type { Bookable } from '@lyceum/sdk';
import { Loader, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Absences } from '../absences/absences.tsx';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { useText } from '../texts/use-text.ts';
import { OpeningHours } from './opening-hours.tsx';
import { useBookable } from './use-bookable.ts';

const route = getRouteApi('/organizations/$id/bookables/$bookableId');

/** When a room or a device can be booked, for those who manage it. */
export function BookablePage() {
  const text = useText();
  const { id, bookableId } = route.useParams();
  const { data, error, isPending, refetch } = useBookable(bookableId);
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={data?.name ?? text('app.failed')} key={bookableId}>
      <TextLink to="/organizations/$id/bookables" params={{ id }}>
        {text('bookable.back')}
      </TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && <Parts bookable={data} />}
    </Page>
  );
}

function Parts({ bookable }: { readonly bookable: Bookable }) {
  const text = useText();
  const { id, description, organizationId } = bookable;
  return (
    <>
      {description !== null && <Text style={{ whiteSpace: 'pre-line' }}>{description}</Text>}
      {organizationId !== null && (
        <TextLink to="/organizations/$id/bookings" params={{ id: organizationId }} search={{ room: id }}>
          {text('bookable.bookings')}
        </TextLink>
      )}
      <OpeningHours bookable={bookable} />
      <Section title={text('closures.title')} hint={text('closures.hint')}>
        <Absences resourceId={id} />
      </Section>
    </>
  );
}
