import { Module } from '@nestjs/common';
import { MailModule } from '../../messages/mail/mail.module.js';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { BookingsModule } from '../../scheduling/bookings/bookings.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CoursesModule } from './courses.module.js';
import { OutlivedPlaces } from './meetings/outlived-places.js';
import { OutlivedPlacesTask } from './meetings/outlived-places.task.js';
import { TimetableKeeping } from './meetings/timetable-keeping.js';
import { TimetableKeepingConsumer } from './meetings/timetable-keeping.consumer.js';
import { TimetableNews } from './meetings/timetable-news.js';
import { TimetableNewsConsumer } from './meetings/timetable-news.consumer.js';
import { LogMailReviewer } from './reminders/log-mail-reviewer.js';
import { LogNews } from './reminders/log-news.js';
import { LogReaders } from './reminders/log-readers.js';
import { LogRemindersTask } from './reminders/log-reminders.task.js';
import { LogReturnsConsumer } from './reminders/log-returns.consumer.js';
import { LogSubmissionsConsumer } from './reminders/log-submissions.consumer.js';

@Module({
  imports: [
    BookingsModule,
    SessionsModule,
    CoursesModule,
    OrganizationsModule,
    UsersModule,
    MailModule,
    NotificationsModule,
  ],
  providers: [
    LogMailReviewer,
    LogNews,
    LogReaders,
    LogRemindersTask,
    LogReturnsConsumer,
    LogSubmissionsConsumer,
    OutlivedPlaces,
    OutlivedPlacesTask,
    TimetableNews,
    TimetableNewsConsumer,
    TimetableKeeping,
    TimetableKeepingConsumer,
  ],
})
export class CoursesWorkerModule {}
