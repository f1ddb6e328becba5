"""seed.py catalog|things|ready PORT PASSWORD [TYPE=URL ...]"""
import sys
import time

from keystoneauth1 import session
from keystoneauth1.identity import v3

cmd, port, pw, rest = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
auth = v3.Password(auth_url='http://127.0.0.1:%s/v3' % port, username='admin', password=pw,
                   project_name='admin', user_domain_id='default', project_domain_id='default')
s = session.Session(auth=auth)


def call(kind, path, method='GET', **kw):
    return s.request(path, method, endpoint_filter={'service_type': kind, 'interface': 'public'}, **kw)


if cmd == 'catalog':
    for pair in rest:
        kind, url = pair.split('=', 1)
        sid = call('identity', '/services', 'POST', json={'service': {'type': kind, 'name': kind}}).json()['service']['id']
        for interface in ('public', 'internal'):
            call('identity', '/endpoints', 'POST', json={'endpoint': {
                'service_id': sid, 'interface': interface, 'region_id': 'RegionOne', 'url': url}})
elif cmd == 'things':
    for n, (name, ram, vcpus, disk) in enumerate([('tiny', 64, 1, 1), ('small', 512, 1, 2), ('medium', 2048, 2, 10), ('huge', 50000000, 2, 10)]):
        call('compute', '/flavors', 'POST', json={'flavor': {
            'name': name, 'ram': ram, 'vcpus': vcpus, 'disk': disk, 'id': str(n + 1)}})
    for name, version in [('debian-12-x86_64', '12'), ('debian-13-x86_64', '13')]:
        img = call('image', '/v2/images', 'POST', json={
            'name': name, 'disk_format': 'raw', 'container_format': 'bare', 'visibility': 'public',
            'min_ram': 0, 'min_disk': 0, 'os_distro': 'debian', 'os_version': version, 'architecture': 'x86_64'}).json()['id']
        call('image', '/v2/images/%s/file' % img, 'PUT', data=b'\0' * 1024,
             headers={'Content-Type': 'application/octet-stream'})
    net = call('network', '/v2.0/networks', 'POST', json={'network': {'name': 'net0', 'shared': True}}).json()['network']['id']
    call('network', '/v2.0/subnets', 'POST', json={'subnet': {
        'network_id': net, 'cidr': '127.77.0.0/16', 'ip_version': 4, 'name': 'sub0', 'gateway_ip': None, 'enable_dhcp': False}})
    # Of another project: a server that names no network gets the only one of its own project, or shared with it.
    outside = call('network', '/v2.0/networks', 'POST', json={'network': {
        'name': 'public', 'router:external': True, 'project_id': 'outside'}}).json()['network']['id']
    call('network', '/v2.0/subnets', 'POST', json={'subnet': {
        'network_id': outside, 'cidr': '127.78.0.0/16', 'ip_version': 4, 'name': 'public', 'project_id': 'outside', 'enable_dhcp': False}})
elif cmd == 'ready':
    for i in range(120):
        up = [x for x in call('compute', '/os-services?binary=nova-compute').json()['services'] if x['state'] == 'up']
        hyp = call('compute', '/os-hypervisors').json()['hypervisors']
        if up and hyp:
            break
        time.sleep(0.5)
    else:
        sys.exit('nova-compute did not come up')
