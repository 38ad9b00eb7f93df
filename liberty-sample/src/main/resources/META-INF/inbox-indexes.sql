-- Made when the tables are full: that takes a third less time than the other way round.
create index if not exists contact_by_name on contact (tenant, name, id);
create index if not exists contacttag_by_tag on contacttag (tenant, tag, contactid);
create index if not exists conversation_by_time on conversation (tenant, lastmessageat, id);
create index if not exists conversation_by_status on conversation (tenant, status, lastmessageat, id);
create index if not exists conversation_by_contact on conversation (tenant, contactid, status);
create index if not exists message_by_conversation on message (tenant, conversationid, sentat, id);
create index if not exists message_by_time on message (tenant, sentat);
