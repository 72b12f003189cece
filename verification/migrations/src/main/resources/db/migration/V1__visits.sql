create table visits (visited timestamp);
