#!/bin/sh
# The page: the greeting from the configuration, and what the API says.
greeting=$(sed -n 's/^greeting=//p' /etc/page.conf)
if answer=$(fetch "$API" /cgi-bin/visit); then
  printf 'Status: 200 OK\r\nContent-Type: text/plain\r\n\r\n%s\n%s\n' "$greeting" "$answer"
else
  printf 'Status: 503 Service Unavailable\r\nContent-Type: text/plain\r\n\r\nThe shop is closed.\n'
fi
