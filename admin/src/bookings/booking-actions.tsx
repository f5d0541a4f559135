import type { Booking } from '@lyceum/sdk';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { isManaged, useOrganizations } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useDone } from '../shell/use-done.tsx';
import { type TextKey, useText } from '../texts/use-text.ts';
import { rightsTo } from './booking-rights.ts';
import { EditButton } from './edit-button.tsx';
import { InviteButton } from './invite-button.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { ReassignButton } from './reassign-button.tsx';
import { ScopeField } from './scope-field.tsx';
import { useBookingChange } from './use-booking-change.ts';
import { type ChosenScope, ONE, useSeries } from './use-series.ts';
import { Checkbox } from '../shell/fields/checkbox.tsx';

/** What may be done with a booking, and what was just done. */
export function BookingActions({ booking }: { readonly booking: Booking }) {
  const text = useText();
  const managed = useOrganizations().data?.data.filter(isManaged) ?? [];
  const managesIt = managed.some((organization) => organization.id === booking.organizationId);
  const user = useUser();
  const may = rightsTo(booking, user, managesIt);
  const [open, setOpen] = useState<'move' | 'cancel' | 'decline' | 'done' | null>(null);
  const done = useDone();
  const { id, version } = booking;
  const options = { ifMatch: version };
  const answer = booking.attendees.find(({ userId }) => userId === user.id)?.status;
  const respond = useBookingChange((status: 'accepted' | 'declined') =>
    lyceum.bookings.respond(id, { status }, options),
  );
  const confirm = useBookingChange(() => lyceum.bookings.confirm(id, options));
  const restore = useBookingChange(() => lyceum.bookings.restore(id, options));
  const series = useSeries(booking, may);
  const [chosen, setChosen] = useState<ChosenScope>(ONE);
  const isOne = chosen.scope === 'this' || !series.isLoaded;
  const move = useBookingChange((start: string) =>
    isOne ? lyceum.bookings.reschedule(id, { start }, options) : series.move(chosen, start),
  );
  const cancel = useBookingChange((body: { reason?: string }) =>
    isOne ? lyceum.bookings.cancel(id, body, options) : series.cancel(chosen, body),
  );
  const decline = useBookingChange((body: { reason?: string }) => lyceum.bookings.decline(id, body, options));
  const finish = (key: TextKey) => ({
    onSuccess: () => {
      setOpen('done');
      // What was pressed is gone mostly, and the keyboard goes on from here.
      done.say(text(key));
    },
  });
  const begin = (dialog: 'move' | 'cancel' | 'decline') => {
    for (const change of [move, cancel, decline]) change.reset();
    setChosen(ONE);
    setOpen(dialog);
  };
  const failed = [confirm, restore, respond].find(({ isError }) => isError);
  return (
    <>
      {done.message}
      {failed && <ProblemAlert error={failed.error} />}
      <Group>
        {may.decide && (
          <SteadyButton
            isOff={confirm.isPending}
            onClick={() => confirm.mutate(undefined, finish('booking.confirmed'))}
          >
            {text('booking.confirm')}
          </SteadyButton>
        )}
        {may.decide && (
          <Button variant="default" onClick={() => begin('decline')}>
            {text('booking.decline')}
          </Button>
        )}
        {may.respond &&
          (['accepted', 'declined'] as const).map((status) => (
            <SteadyButton
              key={status}
              variant={answer === status ? 'filled' : 'default'}
              aria-pressed={answer === status}
              isOff={respond.isPending}
              onClick={() => respond.mutate(status, finish(`booking.responded.${status}`))}
            >
              {text(`booking.respond.${status}`)}
            </SteadyButton>
          ))}
        {may.move && (
          <Button variant="default" onClick={() => begin('move')}>
            {text('booking.move')}
          </Button>
        )}
        {may.edit && (
          <EditButton booking={booking} series={series.isLoaded && may.moveSeries ? series : null} onDone={done.say} />
        )}
        {may.invite && <InviteButton booking={booking} onDone={done.say} />}
        {may.reassign && <ReassignButton booking={booking} onDone={done.say} />}
        {may.cancel && (
          <Button variant="default" onClick={() => begin('cancel')}>
            {text('booking.cancel')}
          </Button>
        )}
        {may.restore && (
          <SteadyButton
            variant="default"
            isOff={restore.isPending}
            onClick={() => restore.mutate(undefined, finish('booking.restored'))}
          >
            {text('booking.restore')}
          </SteadyButton>
        )}
      </Group>
      <MoveDialog
        key={booking.start}
        booking={booking}
        isOpen={open === 'move'}
        isBusy={move.isPending}
        error={move.error}
        onClose={() => setOpen(null)}
        onMove={(start) => move.mutate(start, finish(isOne ? 'booking.moved' : 'booking.series.moved'))}
      >
        {series.isLoaded && may.moveSeries && <ScopeField value={chosen} onChange={setChosen} />}
        {!isOne && (
          <Checkbox
            label={text('booking.series.skip')}
            checked={chosen.skipsTaken}
            onChange={({ currentTarget: { checked } }) => setChosen({ ...chosen, skipsTaken: checked })}
          />
        )}
      </MoveDialog>
      <ReasonDialog
        title={text('booking.cancel.title')}
        submit={text('booking.cancel.submit')}
        isOpen={open === 'cancel'}
        returnsFocus={open !== 'done'}
        isBusy={cancel.isPending}
        error={cancel.error}
        onClose={() => setOpen(null)}
        onSubmit={(reason) =>
          cancel.mutate(reasonOf(reason), finish(isOne ? 'booking.cancelled' : 'booking.series.cancelled'))
        }
      >
        {series.isLoaded && may.cancelSeries && <ScopeField value={chosen} onChange={setChosen} />}
      </ReasonDialog>
      <ReasonDialog
        title={text('booking.decline.title')}
        submit={text('booking.decline.submit')}
        isOpen={open === 'decline'}
        returnsFocus={open !== 'done'}
        isBusy={decline.isPending}
        error={decline.error}
        onClose={() => setOpen(null)}
        onSubmit={(reason) => decline.mutate(reasonOf(reason), finish('booking.declined'))}
      />
    </>
  );
}

const reasonOf = (reason: string | undefined) => (reason === undefined ? {} : { reason });
