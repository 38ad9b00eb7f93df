-- Every row belongs to a tenant. The foreign keys carry the tenant too, so that no row can point at another tenant's.
create table if not exists tenant (
    id varchar(64) primary key,
    name varchar(120) not null
);

create sequence if not exists inbox_id start with 100000000 increment by 50;

create table if not exists contact (
    id bigint primary key,
    tenant varchar(64) not null references tenant (id),
    name varchar(120) not null,
    email varchar(200) not null,
    phone varchar(30),
    company varchar(120),
    createdat bigint not null,
    unique (tenant, id)
);

create table if not exists contacttag (
    id bigint primary key,
    tenant varchar(64) not null,
    contactid bigint not null,
    tag varchar(40) not null,
    foreign key (tenant, contactid) references contact (tenant, id),
    unique (tenant, contactid, tag)
);

create table if not exists conversation (
    id bigint primary key,
    tenant varchar(64) not null,
    contactid bigint not null,
    subject varchar(200) not null,
    status varchar(16) not null,
    assignee varchar(120) not null,
    labels varchar(400) not null,
    unread int not null,
    preview varchar(160) not null,
    createdat bigint not null,
    lastmessageat bigint not null,
    foreign key (tenant, contactid) references contact (tenant, id),
    unique (tenant, id)
);

create table if not exists message (
    id bigint primary key,
    tenant varchar(64) not null,
    conversationid bigint not null,
    direction varchar(16) not null,
    author varchar(120) not null,
    text varchar(4000) not null,
    status varchar(16) not null,
    sentat bigint not null,
    editedat bigint,
    foreign key (tenant, conversationid) references conversation (tenant, id)
);
