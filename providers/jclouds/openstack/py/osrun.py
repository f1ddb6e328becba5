"""osrun.py SERVICE: runs one OpenStack service (or all of nova) as a plain process."""
import os
import sys

BASE = os.environ['OSTACK_BASE']
ETC = BASE + '/etc'
HOST = '127.0.0.1'


def serve(app, port, threads):
    import waitress
    waitress.serve(app, host=HOST, port=port, threads=threads, ident=None)


def keystone(port):
    from keystone.server import wsgi
    sys.argv = ['keystone', '--config-file', ETC + '/keystone.conf']
    os.environ['OS_KEYSTONE_CONFIG_FILES'] = ETC + '/keystone.conf'
    serve(wsgi.initialize_public_application(), port, 4)


def placement(port):
    os.environ['OS_PLACEMENT_CONFIG_DIR'] = ETC
    sys.argv = ['placement']
    from placement import wsgi
    serve(wsgi.init_application(), port, 1)


def glance(port):
    os.environ['OS_GLANCE_CONFIG_DIR'] = ETC
    sys.argv = ['glance-api']
    from glance.common import wsgi_app
    serve(wsgi_app.init_app(), port, 2)


def _neutron_conf():
    from neutron.common import config
    from neutron import server
    os.environ['OS_NEUTRON_CONFIG_DIR'] = ETC
    os.environ['OS_NEUTRON_CONFIG_FILES'] = 'neutron.conf'
    sys.argv = ['neutron-server']
    server._init_configuration()
    return config


def neutron(port):
    config = _neutron_conf()
    from neutron.db.migration.models import head  # noqa: registers every model
    app = config.load_paste_app('neutron')
    serve(app, port, 1)


def neutron_db():
    # neutron's alembic history does not run on sqlite: make the tables of the head models
    _neutron_conf()
    from neutron.db.migration.models import head
    from oslo_config import cfg
    import sqlalchemy
    from oslo_db import options
    options.set_defaults(cfg.CONF)
    head.get_metadata().create_all(sqlalchemy.create_engine(cfg.CONF.database.connection))


def _manage(module, name, conf, args):
    import importlib
    sys.argv = [name, '--config-file', ETC + '/' + conf] + args
    return importlib.import_module(module).main()


def nova():
    import nova.cmd  # noqa: monkey-patches for eventlet
    import os_vif
    from nova import config, objects, service
    from nova.compute import rpcapi as compute_rpcapi
    from nova.conductor import rpcapi as conductor_rpcapi
    from nova.scheduler import rpcapi as scheduler_rpcapi
    import nova.conf
    from oslo_log import log as logging
    from oslo_service import service as oslo_service
    conf = nova.conf.CONF
    sys.argv = ['nova', '--config-file', ETC + '/nova.conf']
    config.parse_args(sys.argv)
    logging.setup(conf, 'nova')
    objects.register_all()
    os_vif.initialize()
    objects.Service.enable_min_version_cache()
    import nova.virt
    nova.virt.__path__.append(BASE + '/py')  # nova loads drivers from its own package only
    launcher = oslo_service.ServiceLauncher(conf, restart_method='reload')
    for binary, topic in (('nova-conductor', conductor_rpcapi.RPC_TOPIC),
                          ('nova-scheduler', scheduler_rpcapi.RPC_TOPIC),
                          ('nova-compute', compute_rpcapi.RPC_TOPIC)):
        launcher.launch_service(service.Service.create(binary=binary, topic=topic))
    launcher.launch_service(service.WSGIService('osapi_compute'))
    launcher.wait()


def cinder(port):
    import eventlet
    eventlet.monkey_patch()
    from oslo_config import cfg
    from oslo_log import log as logging
    from oslo_service import service as oslo_service
    from cinder.common import config
    from cinder import coordination, objects, rpc, service, version
    conf = cfg.CONF
    objects.register_all()
    conf(['--config-file', ETC + '/cinder.conf'], project='cinder', version=version.version_string())
    config.set_middleware_defaults()
    logging.setup(conf, 'cinder')
    coordination.COORDINATOR.start()
    rpc.init(conf)
    launcher = oslo_service.ServiceLauncher(conf, restart_method='reload')
    launcher.launch_service(service.Service.create(binary='cinder-scheduler'))
    launcher.launch_service(service.Service.create(
        host=conf.host + '@test', service_name='test', binary='cinder-volume', coordination=True))
    launcher.launch_service(service.WSGIService('osapi_volume'))
    launcher.wait()


if __name__ == '__main__':
    cmd, args = sys.argv[1], sys.argv[2:]
    if cmd == 'nova':
        nova()
    elif cmd == 'neutron-db':
        neutron_db()
    elif cmd == 'nova-manage':
        sys.exit(_manage('nova.cmd.manage', cmd, 'nova.conf', args))
    elif cmd == 'cinder-manage':
        sys.exit(_manage('cinder.cmd.manage', cmd, 'cinder.conf', args))
    elif cmd == 'glance-manage':
        sys.exit(_manage('glance.cmd.manage', cmd, 'glance-api.conf', args))
    else:
        globals()[cmd](int(args[0]))
