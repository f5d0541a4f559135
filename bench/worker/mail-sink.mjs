import { SMTPServer } from 'smtp-server';

/* SMTP sink in a process of its own: accepts and discards every mail. It sends its URL by IPC. */

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    stream.on('end', () => done()).resume();
  },
});
const { server: listener } = server;
listener.listen(0, '127.0.0.1', () =>
  process.send?.({ url: `smtp://127.0.0.1:${/** @type {any} */ (listener.address()).port}` }),
);
process.on('SIGTERM', () => process.exit(0));
