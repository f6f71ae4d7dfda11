"""PostgreSQL with row security: a database backend that names the scope, and what keeps the policies in place."""
