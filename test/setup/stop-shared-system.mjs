/** Ends what `start-shared-system` started; Jest runs both in one process. */
async function stopSharedSystem() {
  await Reflect.get(globalThis, 'lyceumSharedSystem')?.stop();
}

export default stopSharedSystem;
