import type { ConflictingBooking, NewOutOfOffice, OutOfOfficeDetails } from '@lyceum/sdk';
import { Alert, List, Loader, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { AbsenceForm } from './absence-form.tsx';
import { AbsencesTable } from './absences-table.tsx';
import { useAbsenceRemoval, useAbsences, useNewAbsence } from './use-absences.ts';

/** When whoever is signed in cannot be booked, whatever the working hours say. */
export function AbsencesPage() {
  const text = useText();
  const { data, error, isPending, refetch } = useAbsences();
  const add = useNewAbsence();
  const removal = useAbsenceRemoval();
  const [changed, setChanged] = useState<OutOfOfficeDetails | null>(null);
  const status = useRef<HTMLDivElement>(null);
  const forget = () => {
    add.reset();
    removal.reset();
    setChanged(null);
  };
  const addOne = (absence: NewOutOfOffice) => {
    forget();
    return add.mutateAsync(absence).then(
      () => true,
      // `add.error` has it, and the form shows that.
      () => false,
    );
  };
  return (
    <Page title={text('absences.title')}>
      <AbsenceForm isBusy={add.isPending} error={add.error} onAdd={addOne} />
      <div role="status" ref={status} tabIndex={-1}>
        {add.isSuccess && <Kept said={text('absences.added')} conflicts={add.data.conflictingBookings} />}
        {changed && <Kept said={text('absences.changed')} conflicts={changed.conflictingBookings} />}
        {removal.isSuccess && <Alert color="green">{text('absences.removed')}</Alert>}
      </div>
      {removal.isError && <ProblemAlert error={removal.error} />}
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : data.data.length === 0 ? (
        <Text>{text('absences.empty')}</Text>
      ) : (
        <AbsencesTable
          absences={data.data}
          isBusy={removal.isPending}
          onChanged={(details) => {
            forget();
            setChanged(details);
            status.current?.focus();
          }}
          onRemove={(absence) => {
            forget();
            // What was pressed is gone then, and the keyboard goes on from here.
            removal.mutate(absence, { onSuccess: () => status.current?.focus() });
          }}
        />
      )}
      {data?.meta.hasMore && <Text>{text('absences.cut')}</Text>}
    </Page>
  );
}

interface KeptProps {
  readonly said: string;
  readonly conflicts: readonly ConflictingBooking[];
}

/** What was booked before stays, and is for its people to move. */
function Kept({ said, conflicts }: KeptProps) {
  const text = useText();
  const times = useTimes();
  if (conflicts.length === 0) return <Alert color="green">{said}</Alert>;
  return (
    <Alert variant="default">
      <Text fw={600}>{said}</Text>
      <Text>{text('absences.conflicts')}</Text>
      <List>
        {conflicts.map((time) => (
          <List.Item key={time.start}>
            {time.bookingId === null ? (
              times.span(time)
            ) : (
              <TextLink to="/bookings/$id" params={{ id: time.bookingId }}>
                {times.span(time)}
              </TextLink>
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
