import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Lyceum } from '@lyceum/sdk';
import { useMutation } from '@tanstack/react-query';
import type { SyntheticEvent } from 'react';
import { session } from '../session/session.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { PresentPassword } from './password-field.tsx';
import { valueOf } from './save-form.tsx';
import { Section } from '../shell/section.tsx';
import { Form } from '../shell/form.tsx';

/** Closes the account, after it was said what that means. */
export function LeaveSection() {
  const text = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const leave = useMutation({
    mutationFn: (password: string) =>
      session.leave((token) => new Lyceum({ baseUrl: location.origin, token }).users.deleteMe({ password })),
  });
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    leave.mutate(valueOf(event.currentTarget, 'password'));
  };
  const begin = () => {
    leave.reset();
    open();
  };
  return (
    <Section title={text('leave.title')} hint={text('leave.hint')}>
      <Group justify="flex-end">
        <Button color="red" onClick={begin}>
          {text('leave.begin')}
        </Button>
      </Group>
      <Modal
        opened={isOpen}
        onClose={close}
        title={text('leave.title')}
        closeButtonProps={{ 'aria-label': text('app.close') }}
      >
        <Form error={leave.error} onSubmit={send}>
          <Stack>
            {leave.isError && <ProblemAlert error={leave.error} />}
            <Text>{text('leave.means')}</Text>
            <List>
              <List.Item>{text('leave.means.signIn')}</List.Item>
              <List.Item>{text('leave.means.bookings')}</List.Item>
              <List.Item>{text('leave.means.erased')}</List.Item>
              <List.Item>{text('leave.means.others')}</List.Item>
            </List>
            <Text fw={600}>{text('leave.forGood')}</Text>
            <PresentPassword />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {text('leave.stay')}
              </Button>
              <SteadyButton type="submit" color="red" isOff={leave.isPending}>
                {text('leave.submit')}
              </SteadyButton>
            </Group>
          </Stack>
        </Form>
      </Modal>
    </Section>
  );
}
